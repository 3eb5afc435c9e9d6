import { useEffect, useState } from 'react';

interface BlobImageProps {
  readonly blob: Blob;
  readonly alt: string;
  readonly className?: string | undefined;
}

/** A picture from memory. Its address is given back when the picture changes or leaves the screen. */
export function BlobImage({ blob, alt, className }: BlobImageProps) {
  const [address, setAddress] = useState<string | null>(null);

  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);

  return address === null ? null : <img src={address} alt={alt} className={className} />;
}
