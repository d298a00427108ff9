
export interface SendOtpResponse {
  'messageId'?: (string);
}

export interface SendOtpResponse__Output {
  'messageId': (string);
}
