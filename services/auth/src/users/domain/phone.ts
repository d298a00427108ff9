import { AppError } from '@chowk/contracts/errors';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/mobile';

/** Where phone numbers may be. */
export interface PhoneRules {
  defaultRegion: CountryCode;
  /** Calling codes without the plus, such as `91`. */
  countryCodes: readonly string[];
}

/**
 * Reads a mobile number as people write it into E.164. Landlines cannot get a code, and premium numbers must
 * not.
 * @param path field of the request that it came in
 * @throws AppError INVALID_PHONE when it is no mobile number or its country is not served.
 */
export function parsePhone(text: string, rules: PhoneRules, path: string): string {
  const number = parsePhoneNumberFromString(text, { defaultCountry: rules.defaultRegion, extract: false });
  if (!number?.isValid()) throw new AppError('INVALID_PHONE', { details: [{ path }] });
  if (!rules.countryCodes.includes(number.countryCallingCode)) {
    throw new AppError('INVALID_PHONE', {
      message: 'We do not send codes to that country.',
      details: [{ path, message: 'country is not served' }],
    });
  }
  return number.number;
}

/** `+919876543210` as `+91******3210`: enough to recognize one's own, too little to call. */
export function maskPhone(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  const country = number ? `+${number.countryCallingCode}` : '+';
  const hidden = Math.max(0, e164.length - country.length - 4);
  return `${country}${'*'.repeat(hidden)}${e164.slice(-4)}`;
}
