import { z } from 'zod';
import { ApplicationId, ReceiptNumber, RulesVersion } from '../../ids.ts';
import { PaymentMethod } from '../../catalogue/house-file.ts';
import { Paisa } from '../../licensing/category.ts';
import { Language } from './enrolment.ts';
import { command, query } from './procedure.ts';
import { FeeLineView, ReceiptView } from './views.ts';

export const till = {
  quote: query(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId }))
    .output(
      z.object({
        rules: RulesVersion,
        reference: z.string(),
        lines: z.array(FeeLineView),
        total: Paisa,
        methods: z.array(PaymentMethod),
      }),
    ),
  /** `tendered` in paisa. Refuses with `fee.short {missing}`, `fee.alreadyPaid`. */
  takeFee: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, tendered: Paisa, method: PaymentMethod }))
    .output(ReceiptView),
  receipt: query(['operator', 'supervisor'])
    .input(z.strictObject({ receiptNumber: ReceiptNumber }))
    .output(ReceiptView),
  /** The receipt as a PDF of one A5 page. */
  receiptPaper: query(['operator', 'supervisor'])
    .input(z.strictObject({ receiptNumber: ReceiptNumber, language: Language }))
    .output(z.instanceof(Blob)),
};
