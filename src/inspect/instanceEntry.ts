/** What a process of this machine needs to run a command inside an instance. */
import type { Instance } from '../resources/instance.ts';
import { InspectError } from './inspectError.ts';
import type { View } from './kinds/kind.ts';

export interface InstanceEntry {
  readonly installationId: string;
  readonly instanceId: string;
  /** Process whose user and mount namespaces hold the instance's namespace; absent where the agent is root. */
  readonly holderPid?: number;
}

/** The data plane as the control plane sees it now. */
export interface AgentPresence {
  isConnected(): boolean;
  /** Holder of the agent's user and mount namespaces; undefined for an agent that runs as root. */
  holderPid(): number | undefined;
}

/** Finds the instance by id, or by Name tag where only one running instance bears it. */
export function enterInstance(view: View, name: string, agent: AgentPresence): InstanceEntry {
  const instance = findInstance(view, name);
  if (instance.status.state !== 'running') {
    throw new InspectError(409, `Instance ${instance.id} is ${instance.status.state}, not running.`);
  }
  if (!agent.isConnected()) throw new InspectError(503, 'The data plane is not connected yet: try again.');
  return { installationId: view.installationId, instanceId: instance.id, holderPid: agent.holderPid() };
}

function findInstance({ snapshot }: View, name: string): Instance {
  const byId = snapshot.instances.get(name);
  if (byId) return byId;
  const named = [...snapshot.instances.all()].filter(
    ({ tags, status }) => tags.Name === name && status.state !== 'terminated',
  );
  if (named.length > 1) {
    const ids = named.map(({ id }) => id).join(', ');
    throw new InspectError(409, `Several instances are named ${name}: ${ids}. Give the id.`);
  }
  if (!named[0]) throw new InspectError(404, `There is no instance ${name}.`);
  return named[0];
}
