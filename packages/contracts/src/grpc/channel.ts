import type { ChannelOptions } from '@grpc/grpc-js';

/**
 * Calls go round robin over all replicas. One that fails every call of a second, ten at least, is left out for
 * five (gRFC A50, https://github.com/grpc/proposal/blob/master/A50-xds-outlier-detection.md), never more than
 * half of them. 99 and no less: refusals count as failures, and a sold-out article is refused everywhere.
 */
const OUTLIER_DETECTION = {
  interval: { seconds: 1, nanos: 0 },
  base_ejection_time: { seconds: 5, nanos: 0 },
  max_ejection_time: { seconds: 30, nanos: 0 },
  max_ejection_percent: 50,
  failure_percentage_ejection: {
    threshold: 99,
    enforcement_percentage: 100,
    minimum_hosts: 2,
    request_volume: 10,
  },
  child_policy: [{ round_robin: {} }],
};

export const CLIENT_CHANNEL: ChannelOptions = {
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ outlier_detection: OUTLIER_DETECTION }] }),
  'grpc.initial_reconnect_backoff_ms': 100,
  // Well below SHUTDOWN_DELAY_MS: a replica that is back must be known before the next one leaves.
  'grpc.max_reconnect_backoff_ms': 400,
  // A replica that froze, or whose network is gone, is found out within six seconds, also between calls.
  'grpc.keepalive_time_ms': 5_000,
  'grpc.keepalive_timeout_ms': 1_000,
  'grpc.keepalive_permit_without_calls': 1,
};

export const SERVER_CHANNEL: ChannelOptions = {
  'grpc.max_receive_message_length': 4 * 1024 * 1024,
  // Clients connect anew once a minute, so that replicas that came later get their share behind one address.
  'grpc.max_connection_age_ms': 60_000,
  // Longer than any call: those under way end on the old connection.
  'grpc.max_connection_age_grace_ms': 60_000,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
};
