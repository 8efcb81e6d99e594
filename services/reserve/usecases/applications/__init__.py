"""Commands on applications and on assessments of influence (第三条（二）（三）)."""
