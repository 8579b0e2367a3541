#!/usr/bin/env node
/**
 * Makes sure that the host has what the data plane needs: nft, ip, unshare, nsenter, and for ordinary users
 * user namespaces. As root on Debian and its relatives it installs what is missing from the distribution;
 * elsewhere it prints the one line to run and exits 1.
 *
 *   node scripts/hostTools.mjs [--check]     --check: never install
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Tool to the package that brings it, as Debian, Fedora and Arch call it alike; Alpine differs below. */
const PACKAGE_OF = { nft: 'nftables', ip: 'iproute2', unshare: 'util-linux', nsenter: 'util-linux' };
const INSTALLERS = [
  {
    tool: 'apt-get',
    line: (packages) => `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`,
  },
  { tool: 'dnf', line: (packages) => `sudo dnf install -y ${renamed(packages, { iproute2: 'iproute' })}` },
  { tool: 'apk', line: (packages) => `sudo apk add ${packages.join(' ')}` },
  { tool: 'pacman', line: (packages) => `sudo pacman -S --needed ${packages.join(' ')}` },
  { tool: 'zypper', line: (packages) => `sudo zypper install -y ${packages.join(' ')}` },
];
const isRoot = process.getuid?.() === 0;

function main() {
  if (process.platform !== 'linux') stop('Postern needs Linux: its network lives in the Linux kernel.');
  const missing = missingPackages();
  if (missing.length > 0) provide(missing);
  if (!isRoot) requireUserNamespaces();
}

function provide(packages) {
  const mayInstall = isRoot && isOnPath('apt-get') && !process.argv.includes('--check');
  if (!mayInstall) stop(`Postern needs ${missingTools().join(' and ')}. Run: ${installLine(packages)}`);
  console.error(`Installing ${packages.join(' and ')} with apt-get, which Postern needs.`);
  if (!aptInstall(packages)) {
    aptGet(['update']);
    if (!aptInstall(packages)) stop(`apt-get could not install them. Run: ${installLine(packages)}`);
  }
  const still = missingTools();
  if (still.length > 0)
    stop(`${still.join(' and ')} cannot be found even after installing ${packages.join(', ')}.`);
}

/** An ordinary user's network lives in a user namespace; some systems switch those off. */
function requireUserNamespaces() {
  const tried = spawnSync('unshare', ['--user', '--map-root-user', '--net', 'true'], { encoding: 'utf8' });
  if (tried.status === 0) return;
  const setting = [
    ['kernel/apparmor_restrict_unprivileged_userns', '1', 'kernel.apparmor_restrict_unprivileged_userns=0'],
    ['kernel/unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone=1'],
    ['user/max_user_namespaces', '0', 'user.max_user_namespaces=15000'],
  ].find(([file, off]) => readSetting(file) === off);
  if (setting)
    stop(`This system keeps ordinary users from user namespaces. Run: sudo sysctl -w ${setting[2]}`);
  stop(
    `User namespaces do not work here (${tried.stderr?.trim() || tried.error?.message}). Run Postern as root.`,
  );
}

function missingTools() {
  return Object.keys(PACKAGE_OF).filter((tool) => !isOnPath(tool));
}

function missingPackages() {
  return [...new Set(missingTools().map((tool) => PACKAGE_OF[tool]))];
}

function installLine(packages) {
  const installer = INSTALLERS.find(({ tool }) => isOnPath(tool));
  const line = installer?.line(packages) ?? `install ${packages.join(' and ')} with your package manager`;
  return isRoot ? line.replaceAll('sudo ', '') : line;
}

function aptInstall(packages) {
  return aptGet(['install', '-y', '--no-install-recommends', ...packages]);
}

function aptGet(argv) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-q', ...argv], { env, stdio: ['ignore', 2, 2] });
  return status === 0;
}

function isOnPath(tool) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && isExecutable(join(folder, tool)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function readSetting(file) {
  const path = `/proc/sys/${file}`;
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function renamed(packages, names) {
  return packages.map((name) => names[name] ?? name).join(' ');
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

main();
