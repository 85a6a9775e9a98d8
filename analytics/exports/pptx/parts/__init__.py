"""What a slide is made of: colours, names and styles, shapes, charts, the grid."""
