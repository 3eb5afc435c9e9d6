/**
 * What permits and letters have besides the style of all papers. Every line may hold Nastaliq beside Latin letters,
 * whatever the language of the paper, and is as high as Nastaliq wants it.
 */
export const permitStyle = `
.facts p, .term, .terms, .paragraph, .address, .letter-head { line-height: 2; }
.A4 .permit .facts p { line-height: 2.1; }
.A4 { font-size: 10.2pt; }
.A4.ur { font-size: 9.8pt; }
.pair-words i { font-style: normal; font-size: 0.86em; color: #555; }
.permit { display: grid; grid-template-columns: 37mm 1fr; gap: 0 6mm; margin-top: 3mm; }
.permit figure { margin: 0; }
.portrait { width: 35mm; height: 45mm; object-fit: cover; border: 0.6pt solid #333; display: block; }
.portrait.none { display: flex; align-items: center; justify-content: center; text-align: center; color: #777; }
.permit .facts { border: 0; padding: 0; }
.number { font-size: 1.8em; font-weight: 700; line-height: 1.3; margin-bottom: 1mm; }
.A4 .permit .facts b, .A4 .proof.facts b { min-width: 46mm; }
.A4 .dense { font-size: 0.92em; }
.A4 .dense .facts p { line-height: 1.85; }
.dense .signatures .stamp { height: 16mm; }
.A4 .dense .signatures { margin-top: 8mm; }
.dense .terms li { line-height: 1.5; }
.ur .dense .terms li { line-height: 1.8; }
.term { padding: 0.6mm 2.5mm; border: 0.8pt solid #333; font-weight: 700; margin-top: 2mm; }
.term i { font-weight: 400; }
.terms { display: grid; grid-template-columns: 1fr 58mm; gap: 6mm; align-items: start; margin-top: 2mm; }
.terms ol { padding-inline-start: 5mm; }
.terms li { line-height: 1.75; }
.ur .terms li { line-height: 1.95; }
.terms li i { display: block; }
.terms figure { margin: 0; text-align: center; }
.qr { display: block; margin: 0 auto; }
.paragraph { margin: 2mm 0; }
.letter-head { display: flex; justify-content: space-between; margin: 4mm 0; }
.address { margin: 4mm 0 6mm; }
h1.subject { text-align: start; line-height: 2; margin: 2mm 0; }
.en h1.subject { text-transform: none; letter-spacing: 0; }
.signatures .blank { border: 0; }
.dense .ruled { height: 18mm; }
.ruled { height: 27mm; background: repeating-linear-gradient(#fff 0 8.7mm, #777 8.7mm 9mm); }
.proof { margin-top: 2mm; }
.roll .permit { grid-template-columns: 26mm 1fr; gap: 0 3mm; margin-top: 1mm; }
.roll .permit > div:last-child { display: contents; }
.roll .portrait { width: 26mm; height: 33.4mm; }
.roll .number { font-size: 1.35em; align-self: center; }
.roll .permit .facts { grid-column: 1 / -1; margin: 1mm 0 0; }
.roll .facts p, .roll .term, .roll .paragraph { line-height: 1.85; }
.roll .facts b { min-width: 0; }
.roll .facts p { flex-wrap: wrap; gap: 0 2mm; }
.roll .facts i, .roll .term i, .roll h2 i, .roll figcaption i { display: none; }
.roll .terms { grid-template-columns: 1fr; gap: 1mm; }
.roll .terms li { line-height: 1.4; }
.roll .terms h2 { line-height: 1.5; }
.roll.ur .terms { font-size: 7.8pt; }
.roll.ur .terms li { line-height: 1.7; }
.roll.ur .facts p { line-height: 1.75; }
.roll.ur .letterhead p { line-height: 1.9; }
.roll.ur h1 { line-height: 1.8; margin: 0; }
.roll .terms li i { display: none; }
.roll h1 { margin: 1mm 0; }
.roll .signatures { grid-template-columns: 1fr 1fr; gap: 4mm; margin-top: 10mm; }
.roll .signatures .stamp { display: none; }
.booklet { display: grid; grid-template-columns: 0.85fr 1fr; border: 0.8pt solid #333; margin-top: 2mm; text-align: left; font-size: 8.2pt; line-height: 1.35; }
.booklet .panel { padding: 2mm 3mm; }
.booklet .panel:nth-child(even) { border-left: 0.6pt dashed #777; }
.booklet .panel:nth-child(n + 3) { border-top: 0.6pt dashed #777; }
.booklet i { font-style: normal; font-size: 0.86em; color: #444; }
.booklet i[lang='ur'] { line-height: 2; unicode-bidi: isolate; }
.booklet h1 { font-size: 1.5em; line-height: 1.5; margin: 1mm 0; text-align: start; text-transform: none; letter-spacing: 0; }
.booklet h2 { line-height: 1.5; margin: 1mm 0; }
.booklet .of-state { font-weight: 700; }
.booklet .note { margin-top: 1mm; line-height: 1.35; }
.particular { border-bottom: 0.5pt solid #999; }
.particular b { display: block; font-weight: 400; color: #444; font-size: 0.9em; }
.particular span { font-size: 1.15em; line-height: 1.6; }
.booklet .categories td { padding: 0.2mm 1.5mm; line-height: 1.3; }
.A4 .categories td.mark { width: 9mm; font-weight: 700; text-align: center; }
.categories .void td { color: #666; }
.signed { display: flex; gap: 3mm; align-items: flex-start; }
.line { border-top: 0.7pt solid #111; margin-top: 12mm; }
`;
