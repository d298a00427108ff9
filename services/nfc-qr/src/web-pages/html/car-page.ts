import type { FileReply } from '@chowk/runtime/http';
import type { CarView, FullCarView } from '../../scans/domain/disclosure.ts';
import type { ContactReason } from '../../scans/domain/scan.ts';
import { html, type Html } from './html.ts';
import { pageReply } from './layout.ts';

const REASONS: Record<ContactReason, string> = {
  lights_on: 'Your lights are on',
  window_open: 'A window or door is open',
  alarm_ringing: 'Your alarm is ringing',
  blocking_the_way: 'Your car blocks the way',
  being_towed: 'Your car is being towed',
  accident: 'There was an accident',
  other: 'Please come to your car',
};

/** What somebody typed before, shown again beside the problem with it. */
export interface FilledForm {
  problem: string;
  scannerPhone: string;
  scannerEmail: string;
  notes: string;
}

const face = ({ car }: CarView): Html => html`
  <h1>${car.model}</h1>
  <p class="plate">${car.maskedNumber}</p>
  ${car.customMessage === null ? undefined : html`<p class="message">${car.customMessage}</p>`}
`;

const ownerCard = ({ car }: FullCarView): Html => html`
  <h2>The owner</h2>
  <dl>
    <dt>Name</dt>
    <dd>${car.owner.name}</dd>
    <dt>Phone</dt>
    <dd>${car.owner.phone}</dd>
    <dt>Number plate</dt>
    <dd>${car.carNumber}</dd>
    ${Object.entries(car.customFields).map(
      ([label, value]) =>
        html`<dt>${label}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>
`;

const contactForm = (code: string, submission: string): Html => html`
  <h2>Tell the owner</h2>
  <form method="post" action="/q/${code}/contact">
    <input type="hidden" name="submission" value="${submission}" />
    <label for="reason">What is the matter?</label>
    <select id="reason" name="reason">
      ${Object.entries(REASONS).map(([reason, words]) => html`<option value="${reason}">${words}</option>`)}
    </select>
    <button>Send, without a number</button>
  </form>
`;

const leadForm = (code: string, submission: string, filled: FilledForm | undefined): Html => html`
  <h2>See the owner</h2>
  <p>Leave your phone number and e-mail. The owner sees them; nobody else does.</p>
  ${filled && html`<p class="problem" role="alert">${filled.problem}</p>`}
  <form method="post" action="/q/${code}/scan">
    <input type="hidden" name="submission" value="${submission}" />
    <label for="phone">Phone</label>
    <input
      id="phone"
      name="scannerPhone"
      type="tel"
      autocomplete="tel"
      required
      maxlength="32"
      value="${filled?.scannerPhone}"
    />
    <label for="email">E-mail</label>
    <input
      id="email"
      name="scannerEmail"
      type="email"
      autocomplete="email"
      required
      maxlength="254"
      value="${filled?.scannerEmail}"
    />
    <label for="notes">Note (optional)</label>
    <textarea id="notes" name="notes" rows="3" maxlength="500">${filled?.notes}</textarea>
    <button>Show the owner</button>
  </form>
`;

/**
 * The page behind a sticker. `submission` names the forms on it, so that one sent twice counts once.
 * Title and description hold nothing of the owner: previews show them to whoever gets the link.
 */
export function carPage(
  code: string,
  view: CarView,
  submission: string,
  filled?: FilledForm & { status: number },
): FileReply {
  const { model, maskedNumber, customMessage } = view.car;
  return pageReply(filled?.status ?? 200, {
    title: `${model} ${maskedNumber}`,
    description: customMessage ?? 'Tell the owner of this car something, without sharing your number.',
    body: html`
      ${face(view)} ${view.gate ? undefined : ownerCard(view)} ${contactForm(code, submission)}
      ${view.gate ? leadForm(code, submission, filled) : undefined}
    `,
  });
}

/** After a lead: the owner's view. */
export const revealedPage = (view: FullCarView): FileReply =>
  pageReply(201, {
    title: `${view.car.model} ${view.car.maskedNumber}`,
    description: 'The owner of this car.',
    body: html`${face(view)} ${ownerCard(view)}`,
  });
