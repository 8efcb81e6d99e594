"""第八条：项目建设单位应当在施工现场制作项目管理架构图和施工进度计划表. Who is who at a site, and its charts."""
