"""第三条（一）（二）（三）: the yearly guide, applications under it, and the assessment that stands in their place."""
