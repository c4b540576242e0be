// No style uses what the promised browsers (package.json, browserslist: Safari 16.4, Firefox ESR, a Chrome of two
// years ago) do not know, except what they may leave out without harm. Two nets: support tables, browser by browser,
// and Baseline, which knows values and descriptors too.
export default {
  plugins: ["stylelint-no-unsupported-browser-features", "stylelint-plugin-use-baseline"],
  reportNeedlessDisables: true,
  rules: {
    "plugin/no-unsupported-browser-features": [true, {
      ignore: [
        "css-clip-path", // of it only inset()
        "css-scrollbar", // of it only scrollbar-color, asked for first: elsewhere the bar is the system's
        "css-touch-action", // a desktop has no finger; iOS knows it since 13
        "intrinsic-width", // of it only max-content
        "multicolumn", // break-inside and break-after; where the second is unknown page.css makes room another way
        "text-decoration", // longhands are known everywhere; the rule below refuses the shorthand of several values
      ],
    }],
    "plugin/use-baseline": [true, {
      available: 2023,
      ignoreProperties: { // what a browser leaves out here, the page reads without
        "accent-color": [], // a control keeps the system's colour
        "break-after": ["avoid"], // page.css makes room another way
        "font-family": ["math"], // the last of several
        "paint-order": [], // Safari knows it, of SVG alone, where it is used
        "text-autospace": ["normal", "no-autospace"], // a narrow gap between Chinese and Latin
        "text-spacing-trim": ["trim-start", "space-all"], // a mark's blank half at a line's end
        "text-wrap": ["balance", "pretty", "wrap"], // where a title breaks evenly
        "user-select": ["all"], // Safari knows it with its prefix, which stands beside
      },
    }],
    "declaration-property-value-disallowed-list": [
      { "text-decoration": ["/\\s/"] },
      { message: "Safari before 26.2 drops a text-decoration of several values: write its longhands" },
    ],
  },
}
