import sample202401 from './rules/sample-2024-01.json' with { type: 'json' };
import sample202502 from './rules/sample-2025-02.json' with { type: 'json' };
import { RuleBook, RuleBooks } from './rule-book.ts';

/** The rule versions shipped with the app: sample data, replaced by the authority's own. */
export const sampleRuleBooks = new RuleBooks([RuleBook.parse(sample202401), RuleBook.parse(sample202502)]);
