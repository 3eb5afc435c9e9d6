/** Numbers, dates, CNICs and codes: left-to-right in both languages, digits of equal width. */
export function Ltr({ children }: { children: string | number }) {
  return (
    <span className="ltr" dir="ltr">
      {children}
    </span>
  );
}
