// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
//
// The flow cache: nft judges a connection's SYN; these programs learn what became of it, and carry what follows.
// Licensed under the Apache License 2.0 as all of Postern, and at your choice under the GPL 2.0: bpf_fib_lookup is
// for programs that the kernel knows to be GPL.
//
//   port_in   ingress of e…    a known flow: rewritten and sent on; a SYN: gets a slot and goes on to nft
//   fab_out   egress of fab0   notes in the slot what the consumer's router made of the SYN
//   hop_in    ingress of v…    a known flow: sent on; a SYN: its route is looked up once
//   fab_in    ingress of fab0  a known flow: sent on; a SYN: noted
//   port_out  egress of e…     the SYN as its target will see it: both directions are learned
//
// Between programs, skb->mark carries the next hops' interface indexes of a known flow (it outlives redirect_peer,
// not an ordinary crossing of a veth pair, so no instance can forge it), skb->tc_index a SYN's slot (it outlives
// both, and nft cannot see it). Compiled by scripts/compileFlowCache.mjs into programs.ts.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <stddef.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define AF_INET 2
#define NEXT -1 // TCX_NEXT
#define DROP 2  // TCX_DROP
#define SKIP_NEIGHBOUR 4 // BPF_FIB_LOOKUP_SKIP_NEIGH, which older headers lack
#define FABRIC_MTU 8500
#define SLOT_LIFE_NS 1000000000ULL
#define SLOTS 32768
#define NO_CACHE 0x80000000 // nft's mark of a SYN that is not to be learned (routerTable.ts)

// A connection as its sender's router sees it come in. `ns` is the inode of the router's namespace.
struct key {
	__u32 ns, ifindex, saddr, daddr;
	__u16 sport, dport;
};

// layout.ts reads these; another layout needs another name of the map (LAYOUT there).
struct flow {
	__u32 saddr, daddr;
	__u16 sport, dport;
	__u32 hop;           // where to redirect to from here
	__u32 mark;          // later hops: in the fabric, and in the other router; 0 stays in this router
	__u16 adiff, pdiff;  // differences of checksums: addresses, ports
	__u8 mac[12];
	__u8 ttl;            // what the routers take off
	__u8 cut;
	__u16 state;
	__u32 fin;           // the number that acknowledges the peer's FIN
	__u32 mtu;           // longest packet; 0 does not ask
	struct key peer;
	__u32 source, node;  // addresses on the fabric, of the SYN; 0 stays in this router
	__u32 last;          // when it was last used, in 2^30 ns
	__u64 packets, bytes;
};
_Static_assert(sizeof(struct key) == 20 && sizeof(struct flow) == 96, "layout.ts");
_Static_assert(offsetof(struct flow, cut) == 37 && offsetof(struct flow, peer) == 48, "layout.ts");
_Static_assert(offsetof(struct flow, last) == 76 && offsetof(struct flow, bytes) == 88, "layout.ts");

enum { CUT = 1, HELD = 2 }; // its next packet with data resets both ends; its packets are dropped while it is so
enum { FIN_SENT = 1, FIN_SEEN = 2, FIN_ACKED = 4, PEER_ACKED = 8, CLOSED = 15, RESET = 16 };

// A SYN under way. Slot 0 is nobody's: its `seq` counts.
struct slot {
	__u64 at;
	__u32 seq, ttl;
	struct key first;
	__u8 mac[12];
	__u32 fab_c, v_in, v_out, fab_p, ns_p, source, node;
};
_Static_assert(sizeof(struct slot) == 80, "layout.ts");

struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, struct key); __type(value, struct flow); } flows SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, struct slot); } slots SEC(".maps");

struct headers { struct ethhdr eth; struct iphdr ip; struct tcphdr tcp; } __attribute__((packed));
#define FLAGS(h) (((__u8 *)&(h)->tcp)[13])
#define CHECKSUM_AT (ETH_HLEN + 20 + 16)
#define MSS_AT (ETH_HLEN + 20 + 20 + 2) // where every stack puts it: the first option of a SYN
#define FABRIC_MSS (FABRIC_MTU - 40)

// Loaded once for each router: the loader writes the namespace's number here.
static __always_inline __u32 this_namespace(void) {
	__u64 number;
	asm volatile("%0 = 0x7e57ab1e" : "=r"(number));
	return number;
}

static __always_inline struct slot *slot_of(__u32 index) {
	return index ? bpf_map_lookup_elem(&slots, &index) : 0;
}

// TCP over IPv4 without options and fragments; all else is nft's.
static __always_inline struct headers *tcp_of(struct __sk_buff *skb) {
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct headers *h = data;
	if (data + sizeof *h > end) return 0;
	if (h->eth.h_proto != bpf_htons(ETH_P_IP) || *(__u8 *)&h->ip != 0x45 || h->ip.protocol != 6) return 0;
	if (h->ip.frag_off & bpf_htons(0x3fff)) return 0;
	return h;
}

static __always_inline int is_syn(struct headers *h) { return (FLAGS(h) & 0x12) == 0x02; }
static __always_inline int is_syn_ack(struct headers *h) { return (FLAGS(h) & 0x12) == 0x12; }

// Who does not set it sends in pieces what does not fit later on, and only nft can put them together.
static __always_inline int keeps_whole(struct headers *h) { return h->ip.frag_off & bpf_htons(0x4000); }

// What a SYN-ACK says of its sender's segments where that does not fit the fabric, else 0.
static __always_inline __u16 long_mss(struct __sk_buff *skb, struct headers *h) {
	__u8 *option = (void *)(h + 1);
	if (h->tcp.doff < 6 || (void *)(option + 4) > (void *)(long)skb->data_end) return 0;
	__u16 mss = *(__u16 *)(option + 2);
	return option[0] == 2 && option[1] == 4 && bpf_ntohs(mss) > FABRIC_MSS ? mss : 0;
}

static __always_inline __u32 fold(__u32 sum) {
	sum = (sum & 0xffff) + (sum >> 16);
	return (sum & 0xffff) + (sum >> 16);
}

static __always_inline __u32 now(void) { return bpf_ktime_get_coarse_ns() >> 30; }

static __always_inline int begin(struct __sk_buff *skb, struct headers *h, struct key *k) {
	__u32 zero = 0;
	struct slot *counter = bpf_map_lookup_elem(&slots, &zero);
	if (!counter) return NEXT;
	__u32 index = 1 + (__sync_fetch_and_add(&counter->seq, 1) & (SLOTS - 1));
	struct slot *s = slot_of(index);
	if (!s) return NEXT;
	s->at = bpf_ktime_get_ns();
	s->seq = h->tcp.seq;
	s->ttl = h->ip.ttl;
	s->first = *k;
	s->fab_c = s->v_in = s->v_out = s->fab_p = s->ns_p = s->source = s->node = 0;
	__builtin_memcpy(s->mac, &h->eth, 12);
	skb->tc_index = index;
	return NEXT;
}

// Both FINs acknowledged: gone. A reset may be a forged one, so the sweep looks whether anything follows.
static __always_inline void end(struct flow *f, struct key *k, struct headers *h, __u8 flags, __u8 cut) {
	struct key pk = f->peer;
	struct flow *p = bpf_map_lookup_elem(&flows, &pk);
	if (p) {
		if (flags & 4) {
			f->state |= RESET;
			p->state |= RESET;
		}
		if (flags & 1) {
			p->fin = bpf_ntohl(h->tcp.seq) + (bpf_ntohs(h->ip.tot_len) - 20 - h->tcp.doff * 4) + 1;
			f->state |= FIN_SENT;
			p->state |= FIN_SEEN;
		}
		if ((flags & 0x10) && (f->state & FIN_SEEN) && bpf_ntohl(h->tcp.ack_seq) == f->fin) {
			f->state |= FIN_ACKED;
			p->state |= PEER_ACKED;
		}
	}
	if (cut || !p || (f->state & CLOSED) == CLOSED) {
		bpf_map_delete_elem(&flows, k);
		bpf_map_delete_elem(&flows, &pk);
	}
}

SEC("tc") int port_in(struct __sk_buff *skb) {
	skb->tc_index = 0;
	struct headers *h = tcp_of(skb);
	if (!h) return NEXT;
	struct key k = { .ns = this_namespace(), .ifindex = skb->ifindex, .saddr = h->ip.saddr, .daddr = h->ip.daddr,
		.sport = h->tcp.source, .dport = h->tcp.dest };
	if (is_syn(h)) return keeps_whole(h) ? begin(skb, h, &k) : NEXT;
	struct flow *f = bpf_map_lookup_elem(&flows, &k);
	if (!f) return NEXT;
	if (f->cut == HELD) return DROP;
	if (is_syn_ack(h) && !keeps_whole(h)) {
		// Connection tracking has not forgotten the SYN yet: the rest is nft's.
		struct key pk = f->peer;
		bpf_map_delete_elem(&flows, &k);
		bpf_map_delete_elem(&flows, &pk);
		return NEXT;
	}
	// The router answers: time exceeded. What would end in a later router is not worth an answer.
	if (h->ip.ttl <= f->ttl) return h->ip.ttl > 1 ? DROP : NEXT;
	// Too long for the fabric: nobody is told, as nobody is by nft.
	__u32 length = skb->gso_size ? skb->gso_size + 20 + h->tcp.doff * 4 : skb->len - ETH_HLEN;
	if (f->mtu && length > f->mtu) return DROP;

	__u8 flags = FLAGS(h);
	__u16 mss = is_syn_ack(h) && f->mark ? long_mss(skb, h) : 0;
	// Who only acknowledges would not send again, and so never hear of the cut itself: data has to come, from either.
	__u32 cut = f->cut && ((flags & 1) || bpf_ntohs(h->ip.tot_len) > 20 + h->tcp.doff * 4);
	__u32 hop = f->hop, adiff = f->adiff, pdiff = f->pdiff, mark = f->mark;
	__builtin_memcpy(&h->eth, f->mac, 12);
	h->ip.saddr = f->saddr;
	h->ip.daddr = f->daddr;
	h->tcp.source = f->sport;
	h->tcp.dest = f->dport;
	h->ip.ttl -= f->ttl;
	h->ip.check = ~fold((__u16)~h->ip.check + adiff + (0xffff - f->ttl)); // ttl is the low byte of its word
	__sync_fetch_and_add(&f->packets, 1);
	__sync_fetch_and_add(&f->bytes, skb->len);
	__u32 seconds = now();
	if (f->last != seconds) f->last = seconds;
	if ((flags & 5) | (f->state & (FIN_SENT | FIN_SEEN)) | cut) end(f, &k, h, flags, cut);

	bpf_l4_csum_replace(skb, CHECKSUM_AT, 0, adiff, BPF_F_PSEUDO_HDR);
	if (pdiff) bpf_l4_csum_replace(skb, CHECKSUM_AT, 0, pdiff, 0);
	if (mss) {
		__u16 fitting = bpf_htons(FABRIC_MSS);
		bpf_l4_csum_replace(skb, CHECKSUM_AT, mss, fitting, 2);
		bpf_skb_store_bytes(skb, MSS_AT, &fitting, 2, 0);
	}
	if (cut) {
		// It carries the reset to the far end; when it is sent again it is unknown, and nft resets its sender.
		__u8 reset = flags | 4;
		bpf_l4_csum_replace(skb, CHECKSUM_AT, bpf_htons(flags), bpf_htons(reset), 2);
		bpf_skb_store_bytes(skb, ETH_HLEN + 20 + 13, &reset, 1, 0);
	}
	skb->mark = mark;
	return bpf_redirect_peer(hop, 0);
}

// The packet came in to this router by that interface: a slot outlives the way through other networks too.
static __always_inline int came_by(struct __sk_buff *skb, __u32 ns, __u32 ifindex) {
	return ns == this_namespace() && ifindex == skb->ingress_ifindex;
}

SEC("tc") int fab_out(struct __sk_buff *skb) {
	struct slot *s = slot_of(skb->tc_index);
	if (!s) return NEXT;
	struct headers *h = tcp_of(skb);
	if (!h || !is_syn(h) || s->seq != h->tcp.seq || skb->mark & NO_CACHE ||
	    !came_by(skb, s->first.ns, s->first.ifindex)) {
		skb->tc_index = 0;
		return NEXT;
	}
	s->fab_c = skb->ifindex;
	s->source = h->ip.saddr;
	s->node = h->ip.daddr;
	return NEXT;
}

SEC("tc") int hop_in(struct __sk_buff *skb) {
	__u32 mark = skb->mark;
	if (mark) return bpf_redirect_peer(mark >> 16, 0);
	struct slot *s = slot_of(skb->tc_index);
	if (!s) return NEXT;
	struct headers *h = tcp_of(skb);
	if (!h || !is_syn(h) || s->seq != h->tcp.seq) return NEXT;
	struct bpf_fib_lookup fib = { .family = AF_INET, .ipv4_src = h->ip.saddr, .ipv4_dst = h->ip.daddr,
		.ifindex = skb->ifindex };
	if (bpf_fib_lookup(skb, &fib, sizeof fib, SKIP_NEIGHBOUR)) return NEXT;
	s->v_in = skb->ifindex;
	s->v_out = fib.ifindex;
	return bpf_redirect_peer(fib.ifindex, 0);
}

SEC("tc") int fab_in(struct __sk_buff *skb) {
	__u32 mark = skb->mark;
	if (mark) {
		skb->mark = 0;
		return bpf_redirect_peer(mark & 0xffff, 0);
	}
	struct slot *s = slot_of(skb->tc_index);
	if (!s) return NEXT;
	s->fab_p = skb->ifindex;
	s->ns_p = this_namespace();
	return NEXT;
}

static __always_inline int same(const struct key *a, const struct key *b) {
	return a->ns == b->ns && a->ifindex == b->ifindex && a->saddr == b->saddr && a->daddr == b->daddr &&
		a->sport == b->sport && a->dport == b->dport;
}

SEC("tc") int port_out(struct __sk_buff *skb) {
	struct slot *s = slot_of(skb->tc_index);
	if (!s) return NEXT;
	skb->tc_index = 0;
	struct headers *h = tcp_of(skb);
	if (!h || !is_syn(h) || skb->mark & NO_CACHE) return NEXT;
	__u32 seq = h->tcp.seq;
	__u64 at = s->at;
	if (s->seq != seq || bpf_ktime_get_ns() - at > SLOT_LIFE_NS) return NEXT;
	__u32 fab_c = s->fab_c, fab_p = s->fab_p, v_in = s->v_in, v_out = s->v_out, source = s->source, node = s->node;
	if (!fab_c != !fab_p || !fab_c != !v_out) return NEXT;
	if (!(fab_c ? came_by(skb, s->ns_p, fab_p) : came_by(skb, s->first.ns, s->first.ifindex))) return NEXT;
	if (v_in > 0xffff || v_out > 0xffff || skb->ifindex > 0xffff || s->first.ifindex > 0xffff) return NEXT;
	struct key a = s->first;
	struct key b = { .ns = this_namespace(), .ifindex = skb->ifindex, .saddr = h->ip.daddr, .daddr = h->ip.saddr,
		.sport = h->tcp.dest, .dport = h->tcp.source };
	__u16 wanted = b.dport;
	struct flow *old = bpf_map_lookup_elem(&flows, &a);
	if (old) {
		struct key pk = old->peer;
		// A repeated SYN keeps the port that it was given.
		if (pk.ns == b.ns && pk.ifindex == b.ifindex && pk.saddr == b.saddr && pk.daddr == b.daddr && pk.sport == b.sport)
			b.dport = pk.dport;
		else
			bpf_map_delete_elem(&flows, &pk);
	}
	struct flow *other = bpf_map_lookup_elem(&flows, &b);
	if (other && !same(&other->peer, &a)) {
		// Connection tracking has forgotten who has this port; the cache has not.
		for (int i = 0; i < 8 && other; i++) {
			b.dport = bpf_htons(1024 + bpf_get_prandom_u32() % 64512);
			other = bpf_map_lookup_elem(&flows, &b);
		}
		if (other) return DROP;
	}
	struct flow f = { .saddr = b.daddr, .daddr = b.saddr, .sport = b.dport, .dport = b.sport, .peer = b, .last = now(),
		.ttl = s->ttl - h->ip.ttl, .source = source, .node = node };
	struct flow r = { .saddr = a.daddr, .daddr = a.saddr, .sport = a.dport, .dport = a.sport, .peer = a, .last = f.last,
		.ttl = f.ttl, .source = source, .node = node };
	if (fab_c) {
		f.hop = fab_c;
		f.mark = v_out << 16 | b.ifindex;
		f.mtu = FABRIC_MTU; // the target was told by the SYN, which nft has seen: the way back does not ask
		r.hop = fab_p;
		r.mark = v_in << 16 | a.ifindex;
	} else {
		f.hop = b.ifindex;
		r.hop = a.ifindex;
	}
	__builtin_memcpy(f.mac, &h->eth, 12);
	__builtin_memcpy(r.mac, s->mac + 6, 6);
	__builtin_memcpy(r.mac + 6, s->mac, 6);
	// The slot may have been given to another SYN meanwhile.
	if (s->seq != seq || s->at != at) return b.dport != wanted ? DROP : NEXT;
	__u32 from[2] = { a.saddr, a.daddr }, to[2] = { f.saddr, f.daddr };
	__u32 ports_from = a.sport | (__u32)a.dport << 16, ports_to = f.sport | (__u32)f.dport << 16;
	f.adiff = fold(bpf_csum_diff(from, 8, to, 8, 0));
	f.pdiff = ports_from == ports_to ? 0 : fold(bpf_csum_diff(&ports_from, 4, &ports_to, 4, 0));
	// The way back undoes it: the one's complement of either difference.
	r.adiff = ~f.adiff;
	r.pdiff = f.pdiff ? ~f.pdiff : 0;
	if (bpf_map_update_elem(&flows, &a, &f, BPF_ANY)) return b.dport != wanted ? DROP : NEXT;
	if (bpf_map_update_elem(&flows, &b, &r, BPF_ANY)) {
		bpf_map_delete_elem(&flows, &a);
		return b.dport != wanted ? DROP : NEXT;
	}
	if (b.dport != wanted) {
		bpf_l4_csum_replace(skb, CHECKSUM_AT, wanted, b.dport, 2);
		bpf_skb_store_bytes(skb, ETH_HLEN + 20, &b.dport, 2, 0);
	}
	return NEXT;
}

char LICENSE[] SEC("license") = "GPL";
