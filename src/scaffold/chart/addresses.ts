// The address blocks that a value of a chart may name, as JSON Schema with expressions of Go.
const octet = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const groups = '[0-9a-f:]*:[0-9a-f:]*';

/**
 * A block of addresses: public ones, or private ones in IPv6 (fc00::/7, RFC 4193), from which clusters take the address
 * of the API server's Service. Addresses at which clouds hand out the credentials of a node are excluded:
 * 169.254.169.254, fd00:ec2::254 (EC2), fd20:ce::254 (Compute Engine), fd00:c1::a9fe:a9fe (Oracle). With 32 bits and
 * more, a block that contains one starts like it.
 */
export const addresses = {
  type: 'string',
  pattern: `^(${octet}([.]${octet}){3}/(3[0-2]|[12][0-9]|[89])|[23]${groups}/(12[0-8]|1[01][0-9]|[3-9][0-9])|f[cd]${groups}/(12[0-8]|1[01][0-9]|[4-9][0-9]|3[2-9]))$`,
  not: { pattern: '^(169[.](254[.]|.*/([89]|1[0-5])$)|fd00:0*(ec2|c1):|fd20:0*ce:)' },
} as const;
