/** A drawn face, JPEG of 600 x 772: somebody to be seen on papers and screens. After the fonts are prepared. */
export async function samplePortrait(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="772">
    <rect width="600" height="772" fill="#dfe6ea"/>
    <path d="M60 772c0-150 110-215 240-215s240 65 240 215z" fill="#2f4858"/>
    <rect x="250" y="470" width="100" height="120" fill="#c99b7c"/>
    <ellipse cx="300" cy="345" rx="135" ry="175" fill="#d9ab8b"/>
    <path d="M160 330c-5-170 60-215 140-215s150 50 140 215c-25-60-40-100-60-115-60 20-130 20-165 0-20 25-40 60-55 115z" fill="#2b211c"/>
    <ellipse cx="250" cy="345" rx="14" ry="10" fill="#222"/><ellipse cx="350" cy="345" rx="14" ry="10" fill="#222"/>
    <path d="M255 435q45 30 90 0" fill="none" stroke="#7c3f33" stroke-width="9"/>
  </svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
}
