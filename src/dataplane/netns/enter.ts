/**
 * The argument list that runs a command inside an instance: its network namespace, and a mount namespace of
 * its own in which /etc/resolv.conf is the instance's. The host's /etc stays as it is.
 *
 * Every step ends in exec, so the process that is started becomes the command: standard streams, signals
 * and exit status are the command's own.
 */

export interface Entry {
  readonly namespacePath: string;
  /** File to see as /etc/resolv.conf. */
  readonly resolvConf: string;
  /** The process that holds the user and mount namespaces of an agent without root, seen from outside. */
  readonly holderPid?: number;
  /** Where the command starts; `/` where that is not a directory inside. */
  readonly workingDirectory?: string;
  readonly hostName?: string;
  readonly command: readonly string[];
}

/**
 * Positional: 1 resolv.conf, 2 working directory, 3 host name or nothing, then the command.
 *
 * Where the host's /etc/resolv.conf is missing or its link leads nowhere there is nothing to mount on. Then an overlay over /etc gets the file; its upper
 * side is a tmpfs that is detached again at once.
 *
 * The C library may ask systemd-resolved or nscd over their sockets before it reads resolv.conf; they would
 * answer from the host's network, so inside they are not there.
 */
const PREPARE = `
set -e
if [ -e /etc/resolv.conf ]; then
  mount -n --bind "$1" /etc/resolv.conf
else
  content=$(cat "$1")
  upper=\${1%/*}
  mount -n -t tmpfs tmpfs "$upper"
  mkdir "$upper/files" "$upper/work"
  mount -n -t overlay -o "lowerdir=/etc,upperdir=$upper/files,workdir=$upper/work" overlay /etc
  umount --lazy "$upper"
  rm -f /etc/resolv.conf
  printf '%s\\n' "$content" > /etc/resolv.conf
fi
for socket in /run/systemd/resolve/io.systemd.Resolve /run/nscd/socket; do
  [ ! -S "$socket" ] || mount -n --bind /dev/null "$socket"
done
[ -z "$3" ] || hostname "$3" 2>/dev/null || :
cd "$2" 2>/dev/null || cd /
shift 3
exec "$@"
`;

export function enterCommand(entry: Entry): string[] {
  return [
    ...enterHolder(entry.holderPid),
    ...['nsenter', `--net=${entry.namespacePath}`, '--'],
    ...['unshare', '--mount', '--uts', '--'],
    ...['sh', '-c', PREPARE, 'sh', entry.resolvConf, entry.workingDirectory ?? '/', entry.hostName ?? ''],
    ...entry.command,
  ];
}

/** A step of its own: the path of the network namespace exists only inside the holder's mounts. */
function enterHolder(holderPid: number | undefined): string[] {
  if (holderPid === undefined) return [];
  return ['nsenter', '--user', '--mount', '--preserve-credentials', '-t', String(holderPid), '--'];
}
