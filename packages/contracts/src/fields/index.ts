export { contactPhone, email, phone, pincode } from './contact.ts';
export { anyId, cursor, id, mediaPath, slug, token } from './identifiers.ts';
export { money, positiveMoney, quantity, signedMoney } from './numbers.ts';
export { headerText, humanText, oneLine } from './text.ts';
export { calendarDate, instant, timeZone } from './time.ts';
