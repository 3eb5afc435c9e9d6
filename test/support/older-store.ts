import { counterMigrations } from '../../migrations/counter/index.ts';
import { TestStore, wholeWay } from './test-store.ts';

/** What takes a migration back; only tests go backwards. By its number. */
const back: Readonly<Record<number, string>> = {
  2: 'drop table staff; drop table sign_in_failure; drop table draft;',
  3: `drop table calibration; drop table device; drop table device_choice; drop table printer_event;
    drop index card_account;
    alter table application drop column photo_calibration;
    alter table card drop column calibration; alter table card drop column printer_serial;
    alter table card drop column cards_inserted; alter table card drop column panels_printed;`,
  4: `drop table exception_case; drop table recall; drop index receipt_waits_for;
    drop trigger card_job_started; drop trigger card_job_ended; drop table card_job;
    drop index printer_event_account;`,
  5: `drop index application_photo; drop index card_application; drop table subject_base; drop table download; drop table staged_subject; drop table staged_receipt;
    drop table case_claim; alter table subject_confirmed drop column base_change;
    alter table replay_cursor drop column seen_change; alter table replay_cursor drop column seen_at;`,
  6: `drop trigger person_search_insert; drop trigger person_search_update; drop trigger person_search_delete;
    drop trigger application_search_insert; drop trigger application_search_update; drop trigger application_search_delete;
    drop table search_queue; drop table search_state; drop table looked_up;
    alter table replay_cursor drop column feed_at;`,
  7: `drop trigger receipt_tally_new; drop trigger receipt_tally_old; drop trigger receipt_tally_changed;
    drop trigger blob_tally_new; drop trigger blob_tally_old; drop trigger blob_tally_changed;
    drop table tally; drop index journal_at; drop index receipt_change; drop index blob_stored;
    alter table feed_entry drop column at; drop trigger journal_no_update;
    create trigger journal_no_update before update on journal begin select raise(abort, 'the journal is append-only'); end;
    drop table countersigned; drop table carried;`,
  8: `alter table licence drop column kind; alter table licence drop column out_of_force; alter table licence drop column out_until;
    drop table card_issue; drop table test_result;`,
  9: 'drop table catalogue_version;',
  10: `drop table till_shift; drop table till_refund; drop table till_payout; drop table payment_slip; drop table day_close;
    alter table till_receipt drop column reference; alter table till_receipt drop column shift;
    alter table till_receipt drop column printed;`,
  11: 'drop table trust_statement; drop table status_file;',
  12: 'drop table card_check;',
};

/** A store as a build of that version left it, with an applicant's whole way in it. */
export function storeOfVersion(version: number): TestStore {
  const kept = new TestStore();
  kept.live(wholeWay);
  for (let number = counterMigrations.length; number > version; number -= 1) kept.store.exec(back[number]!);
  kept.store.pragma(`user_version=${version}`);
  return kept;
}
