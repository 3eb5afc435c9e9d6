/** Who issues, as the sample card says it: replaced by the authority's own name at deployment. */
export const sampleAuthority = {
  authorityEn: 'Government of Gilgit-Baltistan',
  authorityUr: 'حکومتِ گلگت بلتستان',
} as const;
