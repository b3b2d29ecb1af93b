import ipaddr from 'ipaddr.js'

/** Whether an address (IPv4 or IPv6, as the system writes it) may be connected to. */
export type AddressGuard = (address: string) => boolean

/**
 * Makes the guard that every connection passes: only addresses of the public Internet, and those that the operator names.
 * `allowed` holds addresses and ranges: `['10.1.2.3', '192.168.7.0/24']`.
 *
 * Refused: loopback, private, link-local (with the clouds' metadata at 169.254.169.254), carrier-grade NAT, multicast, reserved, unspecified; and IPv6 forms that
 * carry another address inside: IPv4-mapped, NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), 6to4, Teredo.
 * @throws Error where an entry of `allowed` is no address and no range
 */
export function createAddressGuard(allowed: readonly string[] = []): AddressGuard {
  const ranges = allowed.map(toRange)
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.parse(address)
    return isPublic(parsed) || ranges.some((range) => contains(range, parsed))
  }
}

type Address = ReturnType<typeof ipaddr.parse>
type Range = [Address, number]

// Azure answers its metadata and DNS on this public-looking address inside every virtual machine.
const azurePlatform = '168.63.129.16'

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv4) return address.toString() !== azurePlatform
  // Global unicast is 2000::/3 (RFC 4291); the library calls the unassigned rest unicast too.
  return ((address.parts[0] ?? 0) & 0xe000) === 0x2000
}

function toRange(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function contains([base, bits]: Range, address: Address): boolean {
  if (base instanceof ipaddr.IPv4) return address instanceof ipaddr.IPv4 && address.match(base, bits)
  return address instanceof ipaddr.IPv6 && address.match(base, bits)
}
