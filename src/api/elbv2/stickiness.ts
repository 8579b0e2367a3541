/** What makes a target group stick, by its protocol. */
import type { TargetGroupProtocol } from '../../resources/loadBalancer.ts';
import type { AttributeRule } from './attributes.ts';
import { invalidConfiguration } from './errors.ts';
import { isHttp } from './targetGroupRules.ts';

const GATEWAY_TYPES = ['source_ip_dest_ip_proto', 'source_ip_dest_ip'];
const OTHER_TYPES = ['app_cookie', 'lb_cookie', 'source_ip'];

/** Refuses by itself: AWS has words of its own for each case. */
export function stickinessType(protocol: TargetGroupProtocol): AttributeRule {
  return {
    default: defaultType(protocol),
    accepts: (value) => {
      const problem = problemWith(value, protocol);
      if (problem) throw invalidConfiguration(problem);
      return true;
    },
  };
}

function defaultType(protocol: TargetGroupProtocol): string {
  if (protocol === 'GENEVE') return 'source_ip_dest_ip_proto';
  return isHttp(protocol) ? 'lb_cookie' : 'source_ip';
}

function problemWith(value: string, protocol: TargetGroupProtocol): string | undefined {
  if (protocol === 'GENEVE') {
    return GATEWAY_TYPES.includes(value)
      ? undefined
      : `'${value}' must be one of [${GATEWAY_TYPES.join(', ')}]`;
  }
  if (!OTHER_TYPES.includes(value)) return `'Stickiness type' must be one of [${OTHER_TYPES.join(', ')}]`;
  if (isHttp(protocol) !== (value === 'source_ip')) return undefined;
  return `Stickiness type '${value}' is not supported for target groups with the ${protocol} protocol`;
}
