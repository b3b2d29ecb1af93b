import { describe, expect, test } from 'vitest'
import { createAddressGuard } from '../../../src/reading/web/address-guard.ts'
import { guardUrl } from '../../../src/reading/web/url-guard.ts'

const isAllowed = createAddressGuard()
const guard = (url: string) => guardUrl(url, {}, isAllowed)

describe('the address guard', () => {
  test.each([
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
    ],
    ...['169.254.169.254', '169.254.0.1', '100.64.0.1', '100.100.100.200', '192.0.0.192', '192.0.2.1', '198.18.0.1'],
    ...['198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '::127.0.0.1'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::ffff:a9fe:a9fe',
      '::ffff:0:127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b::8.8.8.8',
    ],
    ...[
      '64:ff9b:1::a00:1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      '3fff::1',
      '100::1',
      '5f00::1',
      '4000::1',
      '1::1',
    ],
    ...['', 'example.org', '127.1'],
  ])('refuses %s', (address) => {
    expect(isAllowed(address)).toBe(false)
  })

  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001:800::200e'])(
    'lets %s pass',
    (address) => {
      expect(isAllowed(address)).toBe(true)
    },
  )

  test('lets the addresses and ranges pass that the operator names, and no others', () => {
    const guarded = createAddressGuard(['127.0.0.1', '10.1.0.0/16', 'fd12::/16'])
    expect(['127.0.0.1', '10.1.2.3', 'fd12::7'].map(guarded)).toEqual([true, true, true])
    expect(['127.0.0.2', '10.2.0.1', 'fd13::7', '::ffff:127.0.0.1'].map(guarded)).toEqual([false, false, false, false])
  })

  test('refuses settings that are no addresses', () => {
    expect(() => createAddressGuard(['localhost'])).toThrow()
  })
})

describe('the guard of written addresses', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[0:0:0:0:0:ffff:7f00:1]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://0/',
    'http:127.0.0.1',
  ])('refuses %s as an address inside a network', (url) => {
    expect(() => guard(url)).toThrow(
      expect.objectContaining({ code: 'page-forbidden', message: expect.stringContaining('inside a network') }),
    )
  })

  test.each([
    ['ftp://example.org/a', 'Only http and https'],
    ['file:///etc/passwd', 'Only http and https'],
    ['data:text/html,<p>a', 'Only http and https'],
    ['javascript:alert(1)', 'Only http and https'],
    ['gopher://example.org:6379/_x', 'Only http and https'],
    ['https://user:secret@example.org/', 'user name or password'],
    ['https://user@example.org/', 'user name or password'],
    ['http://example.org:22/', 'port 22'],
    ['https://example.org:6379/', 'port 6379'],
  ])('refuses %s', (url, words) => {
    expect(() => guard(url)).toThrow(
      expect.objectContaining({ code: 'page-forbidden', message: expect.stringContaining(words) }),
    )
  })

  test('shows no password in what it says', () => {
    expect(() => guard('https://user:secret@example.org/')).not.toThrow(/secret/)
  })

  test.each(['', 'no address', 'http://', `https://example.org/${'a'.repeat(5000)}`])(
    'calls "%s" no address',
    (url) => {
      expect(() => guard(url)).toThrow(expect.objectContaining({ code: 'usage' }))
    },
  )

  test.each(['http://example.org/', 'https://example.org:8443/a?b=c', 'http://example.org:8080/', 'http://8.8.8.8/'])(
    'lets pass: %s',
    (url) => {
      expect(guard(url).href).toBe(url)
    },
  )

  test('keeps to the lists of hosts, with everything below them', () => {
    const settings = { allowHosts: ['news.example', '.gazette.example'], denyHosts: ['ads.news.example'] }
    const isRefused = (url: string) => {
      try {
        guardUrl(url, settings, isAllowed)
        return false
      } catch {
        return true
      }
    }
    expect(
      ['https://news.example/', 'https://www.NEWS.example./', 'https://a.gazette.example/'].map(isRefused),
    ).toEqual([false, false, false])
    expect(['https://ads.news.example/', 'https://other.example/', 'https://evilnews.example/'].map(isRefused)).toEqual(
      [true, true, true],
    )
  })

  test('takes further ports where the settings name them', () => {
    expect(guardUrl('http://example.org:9000/', { allowPorts: [9000] }, isAllowed).port).toBe('9000')
    expect(guardUrl('http://example.org:9001/', { allowPorts: 'all' }, isAllowed).port).toBe('9001')
  })
})
