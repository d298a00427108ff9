import { headerText } from '@chowk/contracts/fields';

/** Headers that `visitOf` reads; routes that record scans declare them. */
export const visitHeaders = {
  'user-agent': headerText(500).optional(),
  referer: headerText(2_000).optional(),
};

/** How somebody came to a code, coarse enough to name nobody. */
export interface Visit {
  device: 'phone' | 'tablet' | 'desktop' | 'app' | 'unknown';
  /** Host of the page with the link, in lower case; undefined for a scanned print. */
  referrerHost: string | undefined;
}

const TABLET = /ipad|tablet|kindle|android(?!.*\bmobile)/i;
const PHONE = /iphone|ipod|\bmobile\b|windows phone/i;
const DESKTOP = /windows nt|macintosh|x11|cros/i;
/** HTTP libraries of apps, ours among them. */
const APP = /\bdart\/|okhttp|cfnetwork|alamofire|reactnative/i;

function deviceOf(userAgent: string): Visit['device'] {
  if (APP.test(userAgent)) return 'app';
  if (TABLET.test(userAgent)) return 'tablet';
  if (PHONE.test(userAgent)) return 'phone';
  return DESKTOP.test(userAgent) ? 'desktop' : 'unknown';
}

function hostOf(referer: string): string | undefined {
  if (!/^https?:/i.test(referer) || !URL.canParse(referer)) return undefined;
  return new URL(referer).hostname;
}

/** Of the headers only a class and a host are kept: whole user agents tell people apart, whole addresses tell more. */
export const visitOf = (headers: Record<string, string | undefined>): Visit => ({
  device: deviceOf(headers['user-agent'] ?? ''),
  referrerHost: hostOf(headers.referer ?? ''),
});
