"""MkDocs' way into the portal: every hook is a method of `huifang.portal.mkdocs.Hooks`."""

from huifang.services.portal_site import hooks

HOOKS = hooks()

on_startup = HOOKS.on_startup
on_config = HOOKS.on_config
on_files = HOOKS.on_files
on_page_markdown = HOOKS.on_page_markdown
on_page_content = HOOKS.on_page_content
on_env = HOOKS.on_env
on_page_context = HOOKS.on_page_context
on_post_page = HOOKS.on_post_page
on_post_template = HOOKS.on_post_template
on_post_build = HOOKS.on_post_build
