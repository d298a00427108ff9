// Original file: /work/main/proto/chowk/notify/v1/notify.proto


export interface SendOtpResponse {
  'messageId'?: (string);
}

export interface SendOtpResponse__Output {
  'messageId': (string);
}
