import { isBot } from './link-preview-bots.ts';

describe('who fetches a link', () => {
  test.each([
    'WhatsApp/2.23.20.0 A',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'TelegramBot (like TwitterBot)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  ])('a program: %s', (agent) => {
    expect(isBot({ 'user-agent': agent })).toBe(true);
  });

  test.each([
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Linux; Android 15; CUBOT X90) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36',
    'Dart/3.5 (dart:io)',
    '',
  ])('a person: %s', (agent) => {
    expect(isBot({ 'user-agent': agent })).toBe(false);
  });

  test('a prefetch is no look of a person', () => {
    expect(isBot({ 'sec-purpose': 'prefetch;prerender' })).toBe(true);
  });
});
