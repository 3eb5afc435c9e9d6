/** Where the pictures are in the guest that the practice camera takes there. */
export const PICTURES = {
  exposure: '/pictures/exposure.jpg',
  frames: ['/pictures/frame-0.jpg', '/pictures/frame-1.jpg', '/pictures/frame-2.jpg'],
  /** What QEMU's MTP device holds. */
  stored: '/pictures/stored.jpg',
} as const;
