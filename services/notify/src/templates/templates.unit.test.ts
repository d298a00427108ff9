import { ALL_TEXTS, languageFor, notificationText, smsText, type RenderedTemplate } from './templates.ts';

const variables = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

test.each(ALL_TEXTS)('%s uses the same variables in every language', (_name, { en, hi }) => {
  expect(variables(hi)).toEqual(variables(en));
});

test('a text is filled with its variables, also when a value looks like a variable', () => {
  const text: RenderedTemplate = {
    key: 'order.placed',
    variables: { orderNumber: '{total}', total: '₹499.00' },
  };
  expect(notificationText(text, 'en')).toEqual({
    title: 'Order placed',
    body: 'We have your order {total} for ₹499.00.',
  });
});

test('a missing variable is an error, never a message', () => {
  const text = { key: 'order.shipped', variables: { orderNumber: undefined } } as unknown as RenderedTemplate;
  expect(() => notificationText(text, 'hi')).toThrow('{orderNumber}');
});

test('inherited properties are no variables', () => {
  const variables = Object.create({ orderNumber: 'inherited' }) as { orderNumber: string };
  expect(() => notificationText({ key: 'order.shipped', variables }, 'en')).toThrow('{orderNumber}');
});

test('the code of an SMS stands in the text of the language asked for', () => {
  expect(smsText('otp', languageFor('hi-IN'), { code: '123456', minutes: '5' })).toMatch(/^123456 आपका/);
  expect(smsText('otp', languageFor('ta'), { code: '123456', minutes: '5' })).toMatch(/^123456 is your/);
});
