/**
 * Packets of any protocol, for scripts that KernelBed starts inside a namespace: what Node's own sockets cannot send or
 * see. Needs the rights that whoever made the namespace has.
 */
const koffi = require('koffi');

const libc = koffi.load(null);
const socket = libc.func('int socket(int domain, int type, int protocol)');
const setsockopt = libc.func(
  'int setsockopt(int fd, int level, int name, const void *value, uint32_t length)',
);
const sendto = libc.func(
  'intptr_t sendto(int fd, const void *bytes, size_t length, int flags, const void *to, uint32_t toLength)',
);
const close = libc.func('int close(int fd)');
const recv = libc.func('intptr_t recv(int fd, _Out_ uint8_t *bytes, size_t length, int flags)');

const [AF_INET, SOCK_RAW, IP_HDRINCL, IPPROTO_IP, MSG_DONTWAIT] = [2, 3, 3, 0, 0x40];
const RAW = 255;
const ICMP = 1;

/** Calls back with each packet of the protocol that arrives, IP header and all; gives what ends that. */
function listen(protocol, onPacket) {
  const fd = open(protocol);
  const buffer = Buffer.alloc(65_536);
  const timer = setInterval(() => {
    for (let length = 1; length > 0; ) {
      length = Number(recv(fd, buffer, buffer.length, MSG_DONTWAIT));
      if (length > 0) onPacket(Buffer.from(buffer.subarray(0, length)));
    }
  }, 5);
  return () => {
    clearInterval(timer);
    close(fd);
  };
}

/** @param {Buffer} payload what follows the IP header */
function send(protocol, address, payload, options = {}) {
  return sendPacket(address, [ipHeader(protocol, address, payload.length, options), payload]);
}

/** An ICMP message; it bears this process's number unless another is given. */
function sendIcmp(address, type, code = 0, options = {}) {
  const message = Buffer.alloc(options.length ?? 64);
  message[0] = type;
  message[1] = code;
  message.writeUInt16BE(options.identifier ?? process.pid & 0xffff, 4);
  message.writeUInt16BE(1, 6);
  message.writeUInt16BE(checksum(message), 2);
  return send(ICMP, address, message, options);
}

/** A UDP datagram, by default with room for any answer to be told from others. */
function sendUdp(address, sourcePort, port, payload, options = {}) {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(sourcePort, 0);
  header.writeUInt16BE(port, 2);
  header.writeUInt16BE(8 + payload.length, 4);
  return send(17, address, Buffer.concat([header, payload]), options);
}

/** An error about a datagram that somebody has sent: `from` and `to` are its ends, an address and a port each. */
function icmpError(type, code, { from, to }) {
  const about = Buffer.alloc(28);
  ipHeader(17, to[0], 8, { source: from[0] }).copy(about);
  about.writeUInt16BE(checksum(about.subarray(0, 20)), 10);
  about.writeUInt16BE(from[1], 20);
  about.writeUInt16BE(to[1], 22);
  about.writeUInt16BE(8, 24);
  const message = Buffer.concat([Buffer.from([type, code, 0, 0, 0, 0, 5, 120]), about]);
  message.writeUInt16BE(checksum(message), 2);
  return send(ICMP, from[0], message);
}

/** What a TCP packet says of the longest segment; undefined where it says nothing. */
function mssOf(packet) {
  const segment = packet.subarray((packet[0] & 15) * 4);
  return (segment[13] & 2) !== 0 && segment[20] === 2 ? segment.readUInt16BE(22) : undefined;
}

/** `icmp 3/3 from A about B:1 > C:2`, or without what it is about. */
function icmpText(packet) {
  const message = packet.subarray((packet[0] & 15) * 4);
  const from = `icmp ${message[0]}/${message[1]} from ${addressAt(packet, 12)}`;
  if (![3, 11].includes(message[0])) return from;
  const about = message.subarray(8);
  const ports = about.subarray((about[0] & 15) * 4);
  const ends = [12, 16].map((at, index) => `${addressAt(about, at)}:${ports.readUInt16BE(index * 2)}`);
  return `${from} about ${ends.join(' > ')}`;
}

function open(protocol) {
  const fd = socket(AF_INET, SOCK_RAW, protocol);
  if (fd < 0) throw new Error('no raw socket here');
  return fd;
}

let sender;
function sendPacket(address, parts) {
  sender ??= open(RAW);
  setsockopt(sender, IPPROTO_IP, IP_HDRINCL, Buffer.from([1, 0, 0, 0]), 4);
  const packet = Buffer.concat(parts);
  const to = Buffer.concat([Buffer.from([AF_INET, 0, 0, 0]), bytesOf(address), Buffer.alloc(8)]);
  return Number(sendto(sender, packet, packet.length, 0, to, 16));
}

/** The kernel fills in what is 0: source, identification, checksum. */
function ipHeader(
  protocol,
  address,
  length,
  { ttl = 64, df = false, id = 0, offset = 0, more = false, source },
) {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(20 + length, 2);
  header.writeUInt16BE(id, 4);
  header.writeUInt16BE((df ? 0x4000 : 0) | (more ? 0x2000 : 0) | (offset / 8), 6);
  header[8] = ttl;
  header[9] = protocol;
  if (source) bytesOf(source).copy(header, 12);
  bytesOf(address).copy(header, 16);
  return header;
}

function bytesOf(address) {
  return Buffer.from(address.split('.').map(Number));
}

function addressAt(bytes, at) {
  return [...bytes.subarray(at, at + 4)].join('.');
}

function checksum(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at] << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

module.exports = { listen, send, sendIcmp, sendUdp, icmpError, icmpText, mssOf };
