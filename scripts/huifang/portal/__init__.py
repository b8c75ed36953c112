"""The portal: `render.render(lists, lang)` gives every page; thin adapters hand them to MkDocs or to a folder."""
