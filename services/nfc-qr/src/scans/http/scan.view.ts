import { CONTACT_REASONS } from '@chowk/contracts/events';
import { anyId, instant } from '@chowk/contracts/fields';
import { z } from 'zod';
import type { ContactReason, Lead, NewScan, Scan } from '../domain/scan.ts';

const contactReason = z
  .enum(CONTACT_REASONS)
  .meta({ id: 'ContactReason', description: 'What a message is about.' });

export const scanSchema = z
  .object({
    id: anyId,
    kind: z.enum(['view', 'lead', 'contact']),
    carId: z.string(),
    scannerPhone: z.string().optional().describe('Of a lead, in E.164 form.'),
    scannerEmail: z.string().optional().describe('Of a lead.'),
    notes: z.string().optional().describe('Of a lead.'),
    reason: contactReason.optional().describe('Of a contact.'),
    scannedAt: instant,
  })
  .meta({ id: 'Scan', description: 'Somebody was at a code, as the owner of the car sees it.' });

export const scanView = ({ id, kind, target, at, lead, reason }: Scan): z.output<typeof scanSchema> => ({
  id,
  kind,
  carId: target.id,
  scannerPhone: lead?.phone,
  scannerEmail: lead?.email,
  notes: lead?.notes,
  reason,
  scannedAt: at.toISOString(),
});

export const leadActivitySchema = z
  .object({ id: anyId, kind: z.literal('lead'), notes: z.string().optional(), scannedAt: instant })
  .meta({ id: 'LeadActivity', description: 'What a scanner left, as the scanner sees it.' });

export const leadActivityView = (scan: NewScan & { lead: Lead }): z.output<typeof leadActivitySchema> => ({
  id: scan.id,
  kind: 'lead',
  notes: scan.lead.notes,
  scannedAt: scan.at.toISOString(),
});

export const contactActivitySchema = z
  .object({ id: anyId, kind: z.literal('contact'), reason: contactReason, scannedAt: instant })
  .meta({ id: 'ContactActivity', description: 'A message to an owner, as the scanner sees it.' });

export const contactActivityView = (
  scan: NewScan & { reason: ContactReason },
): z.output<typeof contactActivitySchema> => ({
  id: scan.id,
  kind: 'contact',
  reason: scan.reason,
  scannedAt: scan.at.toISOString(),
});
