"""第八条：node templates 节点模板, the usual nodes of a kind of project, as dated configuration."""
