import { z } from 'zod';
import { ApplicationId, Cnic } from '../../ids.ts';
import { RuleId } from '../../catalogue/dated-rule.ts';
import { ServiceCode } from '../../catalogue/service-file.ts';
import { RuleBook } from '../../catalogue/rule-book.ts';
import { Category } from '../../licensing/category.ts';
import { command, query } from './procedure.ts';
import { ApplicationSummary, ApplicationView, Stage } from './views.ts';

const ofApplication = z.strictObject({ applicationId: ApplicationId });
const Wanted = z.strictObject({ categories: z.array(Category).max(10), years: z.int().min(0).max(99) });

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
    .input(z.strictObject({ cnic: Cnic, service: ServiceCode, ...Wanted.shape }))
    .output(ApplicationView),
  change: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, ...Wanted.shape }))
    .output(ApplicationView),
  documentsSeen: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, documents: z.array(RuleId).max(30) }))
    .output(ApplicationView),
  /** The service's own form, whole. Refuses with `application.answerWrong {field}`. */
  answer: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, answers: z.record(RuleId, z.string().max(200)) }))
    .output(ApplicationView),
  /** Refuses with the first thing missing, in the order of the steps. */
  submit: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, proofread: z.boolean() }))
    .output(ApplicationView),
  /**
   * Ends an application whose service asks for no second person: the number is taken and the document stands.
   * Refuses as `submit` does, and with `lease.exhausted`.
   */
  issue: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, proofread: z.boolean() }))
    .output(ApplicationView),
  cancel: command(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId, reason: z.string().trim().min(3).max(200) }))
    .output(ApplicationView),
};
