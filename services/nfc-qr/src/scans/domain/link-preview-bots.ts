import { headerText } from '@chowk/contracts/fields';

/** Programs that fetch a link to show a preview or to index it; nobody stands before the car. */
const BOTS =
  /facebookexternalhit|facebot|whatsapp|twitterbot|telegrambot|slackbot|slack-imgproxy|discordbot|linkedinbot|skypeuripreview|viber|line-poker|kakaotalk-scrap|pinterest|redditbot|embedly|iframely|vkshare|mastodon|bitlybot|google-read-aloud|googlebot|bingbot|applebot|yandex(bot|mobilebot)|duckduckbot|baiduspider|petalbot|ahrefsbot|semrushbot|headlesschrome|\bbot\b|crawler|spider/i;

/** Headers that `isBot` reads. */
export const botHeaders = {
  'user-agent': headerText(500).optional(),
  'sec-purpose': headerText(500).optional(),
  purpose: headerText(500).optional(),
};

/** Whether a request comes from such a program, or is a browser's prefetch that its user may never see. */
export const isBot = (headers: Record<string, string | undefined>): boolean =>
  BOTS.test(headers['user-agent'] ?? '') ||
  /prefetch|preview/i.test(`${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''}`);
