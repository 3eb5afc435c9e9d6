/** What permits and letters have besides the style of all papers. */
export const permitStyle = `
.pair-words i { font-style: normal; font-size: 0.86em; color: #555; }
.permit { display: grid; grid-template-columns: 38mm 1fr; gap: 0 6mm; margin-top: 3mm; }
.portrait { width: 35mm; height: 45mm; object-fit: cover; border: 0.6pt solid #333; display: block; }
.permit .facts { border: 0; padding: 0; }
.number { font-size: 1.7em; font-weight: 700; line-height: 1.3; margin-bottom: 1mm; }
.A4 .permit .facts b, .A4 .proof .facts b { min-width: 44mm; }
.terms { display: grid; grid-template-columns: 1fr 58mm; gap: 6mm; align-items: start; margin-top: 2mm; }
.terms ol { padding-inline-start: 5mm; }
.terms figure { margin: 0; text-align: center; }
.qr { display: block; margin: 0 auto; }
.term { padding: 1mm 2.5mm; border: 0.8pt solid #333; font-weight: 700; margin-top: 2mm; }
.roll .permit { grid-template-columns: 1fr; }
.roll .portrait { width: 30mm; height: 38.6mm; margin: 0 auto 2mm; }
.roll .terms { grid-template-columns: 1fr; }
.roll h1 { margin: 1mm 0; }
.roll .number { text-align: center; }
.roll .facts b { min-width: 0; }
.roll .facts p { flex-wrap: wrap; gap: 0 2mm; }
.permit figure { margin: 0; }
.portrait.none { display: flex; align-items: center; justify-content: center; text-align: center; color: #777; }
.paragraph { margin: 2mm 0; }
.letter-head { display: flex; justify-content: space-between; margin: 4mm 0; }
.address { margin: 4mm 0 6mm; }
.en h1.subject { text-transform: none; letter-spacing: 0; text-align: start; }
h1.subject { text-align: start; }
.signatures .blank { border: 0; }
.ruled { height: 18mm; background: repeating-linear-gradient(#fff 0 8.6mm, #777 8.6mm 9mm); }
.proof { margin-top: 2mm; }
.booklet { display: grid; grid-template-columns: 1fr 1fr; border: 0.8pt solid #333; margin-top: 3mm; text-align: left; font-size: 8.6pt; line-height: 1.4; }
.booklet .panel { padding: 3mm; }
.booklet .panel:nth-child(even) { border-left: 0.6pt dashed #777; }
.booklet .panel:nth-child(n + 3) { border-top: 0.6pt dashed #777; }
.booklet i { font-style: normal; font-size: 0.84em; color: #555; }
.booklet i[lang='ur'] { line-height: 2; unicode-bidi: isolate; }
.booklet h1, .booklet h2 { text-align: start; text-transform: none; letter-spacing: 0; line-height: 1.5; margin: 1mm 0; }
.booklet .of-state { font-weight: 700; }
.particular { display: grid; grid-template-columns: 1fr; border-bottom: 0.5pt solid #999; }
.particular b { font-weight: 400; color: #444; font-size: 0.9em; }
.categories td { padding: 0.3mm 1.5mm; line-height: 1.4; }
.A4 .categories td.mark { width: 9mm; font-weight: 700; text-align: center; }
.categories .void td { color: #777; }
.signed { display: flex; gap: 4mm; align-items: flex-start; }
.line { border-top: 0.7pt solid #111; margin-top: 13mm; }
`;
