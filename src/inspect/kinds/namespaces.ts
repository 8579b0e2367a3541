/** The network namespaces that the resources call for, under their names in `ip netns list`. */
import { fabricNamespace, namespaceOf, namespacePath } from '../../dataplane/namespaces.ts';
import { INTERNET } from '../../program/namespaceKinds.ts';
import type { Instance } from '../../resources/instance.ts';
import type { Vpc } from '../../resources/network.ts';
import { kind, type View } from './kind.ts';

interface Namespace {
  /** Its name in `ip netns list`. */
  readonly id: string;
  readonly resourceId: string;
  readonly role: 'fabric' | 'internet' | 'router' | 'instance' | 'nat gateway';
  readonly path: string;
  readonly accountId?: string;
}

export const namespaces = kind<Namespace>({
  name: 'namespaces',
  aliases: ['namespace', 'netns'],
  rows: namespacesOf,
  columns: {
    NAMESPACE: (row) => row.id,
    ROLE: (row) => row.role,
    OF: (row) => row.resourceId,
    ACCOUNT: (row) => row.accountId,
  },
});

function namespacesOf(view: View): Namespace[] {
  const { snapshot, installationId } = view;
  const routers = [...snapshot.vpcs.all()].filter(
    (vpc) => snapshot.networkInterfaces.count('vpc', vpc.id) > 0,
  );
  const running = [...snapshot.instances.all()].filter(({ status }) => status.state !== 'terminated');
  const translating = [...snapshot.natGateways.all()].filter(({ status }) =>
    ['pending', 'available', 'deleting'].includes(status.state),
  );
  const hasInternet = routers.some(({ id }) => snapshot.internetGateways.count('vpc', id) > 0);
  if (routers.length === 0) return [];
  return [
    named(fabricNamespace(installationId), 'fabric', { id: 'fabric' }),
    ...(hasInternet ? [named(namespaceOf(installationId, INTERNET), 'internet', { id: INTERNET })] : []),
    ...routers.map((vpc) => named(namespaceOf(installationId, vpc.id), 'router', vpc)),
    ...translating.map((gateway) => named(namespaceOf(installationId, gateway.id), 'nat gateway', gateway)),
    ...running.map((instance) => named(namespaceOf(installationId, instance.id), 'instance', instance)),
  ];
}

function named(
  id: string,
  role: Namespace['role'],
  of: Pick<Vpc | Instance, 'id'> & { accountId?: string },
): Namespace {
  return { id, role, resourceId: of.id, path: namespacePath(id), accountId: of.accountId };
}
