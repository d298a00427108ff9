import { visitOf } from './visit.ts';

describe('how somebody came to a code', () => {
  test.each([
    ['phone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'],
    [
      'phone',
      'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36',
    ],
    ['tablet', 'Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36'],
    ['tablet', 'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'],
    ['desktop', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/131.0.0.0'],
    ['desktop', 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'],
    ['app', 'Dart/3.5 (dart:io)'],
    ['app', 'okhttp/4.12.0'],
    ['unknown', 'curl/8.5.0'],
    ['unknown', ''],
  ])('on a device of the class %s: %s', (device, agent) => {
    expect(visitOf({ 'user-agent': agent }).device).toBe(device);
  });

  test.each([
    ['https://www.Example.com/a/b?user=asha', 'www.example.com'],
    ['https://asha:secret@example.com:8443/', 'example.com'],
    ['android-app://com.google.android.gm/', undefined],
    ['javascript:alert(1)', undefined],
    ['https://', undefined],
    ['no address', undefined],
    ['', undefined],
  ])('of the referrer %j the host is kept, and nothing more: %s', (referer, host) => {
    expect(visitOf({ referer }).referrerHost).toBe(host);
  });

  test('without headers nothing is known', () => {
    expect(visitOf({})).toEqual({ device: 'unknown', referrerHost: undefined });
  });
});
