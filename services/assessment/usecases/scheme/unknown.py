"""What is answered of a scheme that is not there, or not the actor's to change."""

from services.law.breach import Breach

UNKNOWN = Breach("SCHEME_UNKNOWN", "没有该考核细则，或不属于您所在的区划", field="schemeId")
