"""The line drawn as SVG: from left to right where there is room, one column below the other where there is little.

No style or script stands in a drawing, only classes with plain attributes beneath them, so that a strict content
security policy holds, a style sheet can dress it, and it prints as it is.
"""
