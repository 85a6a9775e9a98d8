"""The layout of the dossier, in the language of its compiler; its words come as data."""

LAYOUT = """
#let d = json("data.json")
#let quiet = rgb("#4d5f58")
#set document(title: d.title, author: "Ankommen-Atlas", date: none)
#set page(paper: "a4", margin: (x: 17mm, top: 14mm, bottom: 15mm), footer-descent: 20%,
  footer: context [#set text(7.5pt, fill: quiet); #d.title · #d.version #h(1fr)
    #counter(page).display("1 / 1", both: true)])
#set text(lang: d.lang, font: "Figtree", size: 9pt, fill: rgb("#0f2620"), hyphenate: true)
#set par(leading: 0.55em, spacing: 0.75em)
#show heading: set text(weight: 600, hyphenate: false)
#show heading.where(level: 1): set text(20pt)
#show heading.where(level: 2): set text(11.5pt)
#show heading.where(level: 2): set block(below: 0.45em, above: 1.1em, sticky: true)
#show table: set text(8pt, hyphenate: true)
#show table: set par(justify: false)
#let small(body) = text(7pt, fill: quiet, body)
#let gap = v(2mm) + v(1fr)
#let rules = (x, y) => (bottom: if y == 0 { 0.8pt + quiet } else { 0.5pt + rgb("#e4e1d8") })
#let picture(name, ..size) = image(name + ".svg", alt: d.figures.at(name).description, ..size)
#let head(part) = [#heading(level: 2, part.headline) #block(sticky: true, below: 0.6em, small(part.subtitle))]
#let chart(name, ..size, notes: true) = {
  let part = d.figures.at(name)
  head(part)
  block(width: 100%, ..size, align(center, picture(name, width: 100%, fit: "contain",
    ..if size.named().len() > 0 { (height: 100%) })))
  if notes { for note in part.notes { block(above: 0.5em, small(note)) } }
  block(above: 0.5em, small(part.source))
}
#let listing(name, widths) = {
  let part = d.tables.at(name)
  head(part)
  if part.rows.len() > 0 {
    table(columns: widths, stroke: rules, inset: (x: 3pt, y: 3pt), align: left,
      table.header(..part.head.map(cell => strong(cell))), ..part.rows.flatten())
  }
  let below = (part.rest, part.source).filter(words => words != "")
  if below.len() > 0 { block(above: 0.5em, small(below.join(" · "))) }
}

#heading(level: 1, d.title)
#block(above: 0.7em, text(fill: quiet, d.place))
#block(above: 0.9em, text(12pt, weight: 600, d.lead))
#grid(columns: (1fr,) * d.cards.len(), gutter: 3mm, ..d.cards.map(card =>
  rect(width: 100%, height: 23mm, stroke: 0.6pt + rgb("#cfcabc"), radius: 2mm, inset: 2.5mm)[
    #text(8pt, fill: quiet, card.label) \\
    #text(if card.value.len() > 9 { 12pt } else { 17pt }, weight: 600, card.value) \\
    #set par(leading: 0.4em)
    #text(7pt, fill: quiet, card.hint)
  ]))
#let sentences = { set par(spacing: 1.1em); d.sentences.map(words => par(words)).join() }
#if "map" in d.figures {
  grid(columns: (78mm, 1fr), gutter: 6mm,
    [#picture("map", width: 100%) #small(d.figures.map.subtitle)], sentences)
} else { sentences }
#chart(d.band, height: 1fr, notes: false)
#pagebreak()
#for (name, widths) in d.widths { listing(name, widths.map(width => width * 1fr)); gap }
#heading(level: 2, d.limits_title)
#for note in d.limits [#par(text(8pt, note))]
#for name in d.charts { gap; chart(name) }
#if d.charts.len() == 0 { v(8fr) }
#gap
#small(d.licence)
#context [#metadata(counter(page).final().first()) <pages>]
"""
