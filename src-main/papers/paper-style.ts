import { paperFamilies } from './paper-fonts.ts';

/**
 * How papers look: black on white with one dark green, thin rules, so that they survive copying and fax.
 * Urdu is set in Nastaliq, whose words climb and need a line height of two.
 */
export const paperStyle = `
* { box-sizing: border-box; margin: 0; }
body { font: 9.2pt/1.4 ${paperFamilies}; color: #111; -webkit-print-color-adjust: exact; print-color-adjust: exact; padding: 0 0.4mm; }
body.ur { font-size: 8.8pt; line-height: 2; }
body.A5 { font-size: 8.6pt; }
body.A5.ur { font-size: 8.2pt; }
bdi, .code { unicode-bidi: isolate; }
.code { font-variant-numeric: tabular-nums; white-space: nowrap; }
.letterhead { display: flex; align-items: center; justify-content: center; gap: 5mm; text-align: center; padding-bottom: 2.4mm; border-bottom: 2.2pt double #0b4f2c; }
.letterhead svg { width: 17mm; height: 17mm; flex: none; }
.disc { fill: #0b4f2c; }
.ring { fill: none; stroke: #fff; stroke-width: 1.4; }
.moon { fill: #fff; }
.state { font-size: 0.95em; letter-spacing: 0.02em; }
.authority { font-size: 1.55em; font-weight: 700; color: #0b4f2c; line-height: 1.25; }
.ur .state { letter-spacing: 0; line-height: 2.1; }
.ur .authority { line-height: 1.9; }
.centre { font-size: 1.1em; font-weight: 700; }
h1 { font-size: 1.35em; text-align: center; margin: 2.4mm 0 1.6mm; }
.ur h1 { margin: 2mm 0 1.4mm; line-height: 2; }
.en h1 { text-transform: uppercase; letter-spacing: 0.06em; }
.facts { display: grid; grid-template-columns: 1fr 1fr; column-gap: 8mm; border: 0.6pt solid #555; padding: 1.4mm 3mm; margin-bottom: 1mm; }
.facts.single { grid-template-columns: 1fr; }
.A5 .facts { margin-top: 2.5mm; }
.facts p { display: flex; gap: 2.5mm; }
.facts b { flex: none; min-width: 24mm; font-weight: 400; color: #444; }
/* Padding, not margin: the ink of Nastaliq climbs out of its line and must not stay on the page before. */
section { padding-top: 2.8mm; }
.pair section, tr { break-inside: avoid; }
.end { break-inside: avoid; }
h2 { font-size: 1.05em; color: #0b4f2c; margin-bottom: 0.8mm; break-after: avoid; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.5pt solid #666; padding: 0.55mm 1.8mm; text-align: start; vertical-align: middle; }
th { background: #e9f0eb; font-size: 0.88em; font-weight: 700; line-height: 1.25; }
.ur th { line-height: 1.75; padding-block: 0.2mm; }
.ur td { padding-block: 0; line-height: 1.85; }
.ur section { padding-top: 2.2mm; }
.ur h2 { line-height: 1.8; margin-bottom: 0.9mm; }
.A4.ur .facts { line-height: 1.85; padding-block: 0.6mm; }
.ur .note { line-height: 1.7; }
th.n, td.n { text-align: right; }
.A4 th:first-child:not(.n) { width: 38mm; }
.A4 .pair th:first-child:not(.n) { width: auto; }
td:first-child { overflow-wrap: anywhere; }
td small { font-size: 0.85em; color: #444; }
td.n { direction: ltr; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.total td { font-weight: 700; background: #f4f7f5; border-top: 1.2pt solid #333; }
td.nil { text-align: center; color: #555; }
.pair { display: grid; grid-template-columns: 1fr 1fr; column-gap: 6mm; align-items: start; }
.note { font-size: 0.84em; color: #444; margin-top: 0.6mm; }
.signatures { display: grid; grid-template-columns: 1fr 1fr 34mm; gap: 9mm; margin-top: 13mm; align-items: end; }
.ur .signatures { margin-top: 9mm; line-height: 1.7; }
.signatures p { border-top: 0.7pt solid #111; padding-top: 1mm; }
.signatures small { display: block; font-size: 0.84em; color: #444; }
.A5 .letterhead svg { width: 14mm; height: 14mm; }
.A5 .signatures { grid-template-columns: 1fr 55mm; margin-top: 11mm; }
.A5.ur .signatures { margin-top: 8mm; }
.A5.ur .facts, .A5.ur .standing { line-height: 1.85; padding-block: 0.4mm; }
.A5 .signatures p { grid-column: 2; }
.signatures .stamp { border: 0.7pt dashed #777; height: 22mm; display: flex; align-items: end; justify-content: center; padding-bottom: 1mm; color: #777; font-size: 0.84em; }
.lines td, .lines th { padding-block: 0.6mm; }
.standing { margin-top: 3mm; padding: 1.2mm 2.5mm; border: 0.8pt solid #333; font-weight: 700; }
.watermark { position: fixed; inset: 0; display: flex; align-items: center; justify-content: center; font-size: 96pt; font-weight: 700; color: #c4161c; opacity: 0.16; transform: rotate(-32deg); z-index: -1; }
.ur .watermark { font-size: 140pt; }
.A5 .watermark { font-size: 64pt; }
.A5.ur .watermark { font-size: 88pt; }
.legend { border: 0.8pt solid #c4161c; color: #c4161c; text-align: center; font-weight: 700; font-size: 0.9em; margin-bottom: 2mm; }
.roll { padding: 0; font-size: 8.4pt; }
.roll.ur { font-size: 8.2pt; }
.roll .letterhead { gap: 2mm; padding-bottom: 1mm; }
.roll .letterhead svg { width: 11mm; height: 11mm; }
.roll .authority { font-size: 1.15em; }
.roll .facts { grid-template-columns: 1fr; border-inline: 0; padding: 1mm 0; }
.roll .trace { margin-top: 2mm; font-size: 6.5pt; line-height: 1.5; color: #444; overflow-wrap: anywhere; }
.roll .watermark { font-size: 44pt; }
.roll.ur .watermark { font-size: 64pt; }
`;
