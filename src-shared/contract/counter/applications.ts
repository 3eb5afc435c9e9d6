import { z } from 'zod';
import { ApplicationId, Cnic } from '../../ids.ts';
import { Service } from '../../ledger/entries/person-entries.ts';
import { Category, DocumentCode, RuleBook } from '../../licensing/rule-book.ts';
import { command, query } from './procedure.ts';
import { ApplicationSummary, ApplicationView, Stage } from './views.ts';

const ofApplication = z.strictObject({ applicationId: ApplicationId });
const Wanted = z.strictObject({ categories: z.array(Category).min(1).max(10), years: z.int().min(1).max(99) });

export const applications = {
  /** The rule version in force today: the screens ask the same rules as the fold. */
  rules: query('signedIn').output(RuleBook),
  /** Newest first; `stages` empty means all. */
  list: query('signedIn')
    .input(z.strictObject({ stages: z.array(Stage) }))
    .output(z.array(ApplicationSummary)),
  /** Refuses with `application.unknown`. */
  get: query('signedIn').input(ofApplication).output(ApplicationView),
  /** Refuses with `application.alreadyOpen`, `.underAge`, `.holdsLicence`, `person.unknown`. */
  open: command(['operator'])
    .input(z.strictObject({ cnic: Cnic, service: Service, ...Wanted.shape }))
    .output(ApplicationView),
  change: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, ...Wanted.shape }))
    .output(ApplicationView),
  documentsSeen: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, documents: z.array(DocumentCode).max(10) }))
    .output(ApplicationView),
  /** Refuses with the first thing missing, in the order of the steps. */
  submit: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, proofread: z.boolean() }))
    .output(ApplicationView),
  cancel: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, reason: z.string().trim().min(3).max(200) }))
    .output(ApplicationView),
};
