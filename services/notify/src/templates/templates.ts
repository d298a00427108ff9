import type { CONTACT_REASONS } from '@chowk/contracts/events';

/** Languages that every text exists in. */
const LANGUAGES = ['en', 'hi'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * What people read. `{name}` stands for a variable; the English text decides which there are, and a
 * translation must use the same ones (the compiler and a test see to it).
 */
const NOTIFICATIONS = {
  'order.placed': {
    en: { title: 'Order placed', body: 'We have your order {orderNumber} for {total}.' },
    hi: { title: 'ऑर्डर मिल गया', body: 'आपका {total} का ऑर्डर {orderNumber} हमें मिल गया है।' },
  },
  'order.confirmed': {
    en: { title: 'Order confirmed', body: 'The store is preparing your order {orderNumber}.' },
    hi: { title: 'ऑर्डर पक्का हुआ', body: 'दुकान आपका ऑर्डर {orderNumber} तैयार कर रही है।' },
  },
  'order.shipped': {
    en: { title: 'Order shipped', body: 'Your order {orderNumber} has left the store.' },
    hi: { title: 'ऑर्डर भेजा गया', body: 'आपका ऑर्डर {orderNumber} दुकान से निकल चुका है।' },
  },
  'order.out_for_delivery': {
    en: { title: 'Out for delivery', body: 'Your order {orderNumber} arrives today.' },
    hi: { title: 'डिलीवरी के लिए निकला', body: 'आपका ऑर्डर {orderNumber} आज पहुँचेगा।' },
  },
  'order.delivered': {
    en: { title: 'Order delivered', body: 'Your order {orderNumber} has been delivered.' },
    hi: { title: 'ऑर्डर पहुँच गया', body: 'आपका ऑर्डर {orderNumber} पहुँचा दिया गया है।' },
  },
  'order.cancelled': {
    en: { title: 'Order cancelled', body: 'Your order {orderNumber} was cancelled.' },
    hi: { title: 'ऑर्डर रद्द हुआ', body: 'आपका ऑर्डर {orderNumber} रद्द कर दिया गया है।' },
  },
  'wallet.topup': {
    en: { title: 'Money added', body: '{amount} was added to your wallet. Balance: {balance}.' },
    hi: { title: 'पैसे जुड़े', body: 'आपके वॉलेट में {amount} जुड़ गए। शेष: {balance}।' },
  },
  'wallet.refund': {
    en: { title: 'Refund received', body: '{amount} came back to your wallet. Balance: {balance}.' },
    hi: { title: 'रिफ़ंड मिला', body: '{amount} आपके वॉलेट में लौट आए। शेष: {balance}।' },
  },
  'scan.view': {
    en: {
      title: 'Your car was scanned',
      body: 'Somebody scanned the code on your {carModel} {maskedNumber}.',
    },
    hi: { title: 'आपकी गाड़ी स्कैन हुई', body: 'किसी ने आपकी {carModel} {maskedNumber} का कोड स्कैन किया।' },
  },
  'scan.contact': {
    en: {
      title: 'Your car needs you',
      body: 'Somebody beside your {carModel} {maskedNumber} says: {reason}.',
    },
    hi: {
      title: 'आपकी गाड़ी को आपकी ज़रूरत है',
      body: 'आपकी {carModel} {maskedNumber} के पास से किसी ने बताया: {reason}।',
    },
  },
  'scan.lead': {
    en: {
      title: 'Somebody wants to reach you',
      body: 'A message was left at the code on your {carModel} {maskedNumber}.',
    },
    hi: {
      title: 'कोई आपसे संपर्क करना चाहता है',
      body: 'आपकी {carModel} {maskedNumber} के कोड पर किसी ने संदेश छोड़ा है।',
    },
  },
} as const satisfies Record<string, Record<Language, { title: string; body: string }>>;

const REASONS = {
  lights_on: { en: 'the lights are on', hi: 'लाइट जल रही है' },
  window_open: { en: 'a window is open', hi: 'खिड़की खुली है' },
  alarm_ringing: { en: 'the alarm is ringing', hi: 'अलार्म बज रहा है' },
  blocking_the_way: { en: 'it blocks the way', hi: 'रास्ता रुका हुआ है' },
  being_towed: { en: 'it is being towed', hi: 'गाड़ी उठाई जा रही है' },
  accident: { en: 'there was an accident', hi: 'दुर्घटना हुई है' },
  other: { en: 'please come', hi: 'कृपया आइए' },
} as const satisfies Record<ContactReason, Record<Language, string>>;

const SMS = {
  otp: {
    en: '{code} is your Chowk code. It is valid for {minutes} minutes. Tell it to nobody.',
    hi: '{code} आपका Chowk कोड है। यह {minutes} मिनट तक मान्य है। इसे किसी को न बताएँ।',
  },
} as const satisfies Record<string, Record<Language, string>>;

type ContactReason = (typeof CONTACT_REASONS)[number];

const isKnownReason = (reason: string): reason is ContactReason => Object.hasOwn(REASONS, reason);

/** Why a stranger asks for the owner of a car, as the end of a sentence; the general one for a reason unknown here. */
export const reasonText = (reason: string, language: Language): string =>
  REASONS[isKnownReason(reason) ? reason : 'other'][language];

/** Names in braces of a text literal. */
type VariablesOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | VariablesOf<Rest>
  : never;

export type NotificationText = keyof typeof NOTIFICATIONS;
type NotificationVariables<Key extends NotificationText> = Record<
  VariablesOf<(typeof NOTIFICATIONS)[Key][Language]['title' | 'body']>,
  string
>;
type SmsText = keyof typeof SMS;

/** A text together with what fills it. */
export type RenderedTemplate = {
  [Key in NotificationText]: { key: Key; variables: NotificationVariables<Key> };
}[NotificationText];

/** Thrown when a text lacks a variable: better no message than one that says "undefined". */
class MissingVariable extends Error {
  constructor(name: string) {
    super(`the text needs a value for {${name}}`);
    this.name = 'MissingVariable';
  }
}

/** @throws MissingVariable */
function fill(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) throw new MissingVariable(name);
    return value;
  });
}

/** Title and body of a notification. @throws MissingVariable */
export function notificationText({ key, variables }: RenderedTemplate, language: Language) {
  const { title, body } = NOTIFICATIONS[key][language];
  return { title: fill(title, variables), body: fill(body, variables) };
}

/** Text of an SMS. @throws MissingVariable */
export const smsText = <Key extends SmsText>(
  key: Key,
  language: Language,
  variables: Record<VariablesOf<(typeof SMS)[Key][Language]>, string>,
): string => fill(SMS[key][language], variables);

/** The language asked for, or English where we do not have it: `hi-IN` is `hi`. */
export function languageFor(tag: string): Language {
  const wanted = tag.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === wanted) ?? 'en';
}

/** For the test that holds translations to the variables of the English text. */
export const ALL_TEXTS: ReadonlyArray<readonly [name: string, Record<Language, string>]> = [
  ...Object.entries(NOTIFICATIONS).flatMap(([key, { en, hi }]) => [
    [`${key} title`, { en: en.title, hi: hi.title }] as const,
    [`${key} body`, { en: en.body, hi: hi.body }] as const,
  ]),
  ...Object.entries(SMS).map(([key, text]) => [`sms ${key}`, text] as const),
];
