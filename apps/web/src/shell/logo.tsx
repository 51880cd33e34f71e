/** A shoot grafted onto a stem; as in public/icon.svg. */
export function Logo() {
  return (
    <svg
      viewBox="0 0 32 32"
      width={28}
      height={28}
      fill="none"
      strokeWidth={3}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M16 30V19" stroke="#8a5a33" />
      <path d="M12 19h8" stroke="#c98a4b" />
      <path d="M16 19v-5c0-5 4-8 9-8 0 5-4 8-9 8" stroke="#2f7d57" fill="#2f7d5733" />
      <path d="M16 16c0-4-3-7-8-7 0 4 3 7 8 7" stroke="#2f7d57" fill="#2f7d5733" />
    </svg>
  );
}
