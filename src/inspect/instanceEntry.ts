/** What a process of this machine needs to run a command inside an instance. */
import { namespaceOf, namespacePath } from '../dataplane/namespaces.ts';
import type { Instance } from '../resources/instance.ts';
import { InspectError } from './inspectError.ts';
import type { View } from './kinds/kind.ts';

export interface InstanceEntry {
  readonly instanceId: string;
  readonly namespacePath: string;
  /** File to see as /etc/resolv.conf. */
  readonly resolvConf: string;
  /** Process whose user and mount namespaces hold the instance's namespace; absent where the agent is root. */
  readonly holderPid?: number;
}

/** The data plane as the control plane sees it now. */
export interface AgentPresence {
  isConnected(): boolean;
  /** Holder of the agent's user and mount namespaces; undefined for an agent that runs as root. */
  holderPid(): number | undefined;
  /** Where the agent keeps an instance's resolv.conf. */
  resolvConfOf(instanceId: string): string;
  /** Whether a network namespace of that name is where the agent can join it. */
  hasNamespace(name: string): boolean;
  /** Whether the host has a network interface of that name now. */
  hasInterface(name: string): boolean;
  carriesDefaultRoute(interfaceName: string): boolean;
}

/** Finds the instance by id, or by Name tag where only one running instance bears it. */
export function enterInstance(view: View, name: string, agent: AgentPresence): InstanceEntry {
  const { id, status } = findInstance(view, name);
  if (status.state !== 'running')
    throw new InspectError(409, `Instance ${id} is ${status.state}, not running.`);
  if (!agent.isConnected()) throw new InspectError(503, 'The data plane is not connected now. Try again.');
  return {
    instanceId: id,
    namespacePath: namespacePath(namespaceOf(view.installationId, id)),
    resolvConf: agent.resolvConfOf(id),
    holderPid: agent.holderPid(),
  };
}

export function findInstance({ snapshot }: View, name: string): Instance {
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
