/** A packet's way over the resources of the state: what it passes, and what ends it. */
import type { Explanation, PathComponent } from '@aws-sdk/client-ec2';
import type { NetworkInterface } from '../resources/networkInterface.ts';
import type { Packet } from './packet.ts';

/** One thing on the way. */
export interface Step {
  /** As EC2 shows it, but for its number. */
  readonly shown: PathComponent;
  /** `security group`. */
  readonly kind: string;
  /** What it did, such as `inbound: sgr-… admits TCP 443 from 10.0.0.0/8`. */
  readonly detail: string;
}

/** What is in the way. */
export interface Finding {
  /** As EC2 shows it; `ExplanationCode` is one of AWS's list. */
  readonly shown: Explanation;
  /** What is wrong, as a sentence. */
  readonly sentence: string;
  /** What to do about it, as a sentence. */
  readonly advice: string;
}

/** One way that the packet may take; several where a load balancer has several targets. */
export interface Way {
  readonly forward: readonly Step[];
  /** What the answer passes; empty where none comes to be. */
  readonly back: readonly Step[];
  /** What ends it; undefined: the packet arrives, and the answer too. */
  readonly finding?: Finding;
  /** The network lets it through, and still nobody answers: targets that fail their checks. */
  readonly doubt?: Finding;
  /** The interface or gateway where the packet arrives. */
  readonly arrivedAt?: string;
  /** The packet as the destination sees it; as it was last where it does not arrive. */
  readonly packet: Packet;
}

/** A stretch between two interfaces on which addresses stay as they are. */
export interface Leg {
  /** Undefined: it came in by the last of `via`, from outside. */
  readonly from: NetworkInterface | undefined;
  readonly to: NetworkInterface;
  readonly packet: Packet;
  /** Gateways between the VPCs, in the order of the way there: their ids. */
  readonly via: readonly string[];
}

/** Ends a way: thrown by who finds it, caught where ways part (`attempt`). */
export class Blocked {
  constructor(readonly finding: Finding) {}
}

export class Journey {
  readonly steps: Step[];
  readonly legs: Leg[];
  readonly back: Step[] = [];
  doubt: Finding | undefined;

  constructor(from?: Journey) {
    this.steps = [...(from?.steps ?? [])];
    this.legs = [...(from?.legs ?? [])];
    this.doubt = from?.doubt;
  }

  pass(kind: string, shown: PathComponent, detail = ''): void {
    this.steps.push({ kind, shown, detail });
  }
}

/** The ways that `work` finds; where something ends them, the one that leads there. */
export function attempt(journey: Journey, packet: Packet, work: () => readonly Way[]): readonly Way[] {
  try {
    return work();
  } catch (end) {
    if (!(end instanceof Blocked)) throw end;
    const { steps, back, doubt } = journey;
    return [{ forward: steps, back, finding: end.finding, doubt, packet }];
  }
}
