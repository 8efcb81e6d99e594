"""Characters that are usually read in several ways with different initials; a phrase says which, and may be unknown.

Dictionaries have readings besides that nobody types; those would only find what nobody sought.
"""

from __future__ import annotations

_USUAL = """
行xh 长cz 重zc 解jx 乐ly 恶ew 调dt 强qj 传cz 朝zc 折zs 弹dt 奇qj 藏cz 弄nl 系xj 乘cs 便bp 参csc 阿ae 率ls 校xj 降jx
省sx 宿sx 属sz 给gj 臭cx 圈qj 盛sc 屏pb 畜cx 纤xq 卡kq 否fp 攒cz 椎zc 辟pb 泊bp 蔓mw 壳kq 颤cz 澄cd 叨dt 曾zc 刨bp
扒pb 吭hk 刹cs 堡bp 纶lg 蛤hg 艾ay 粘nz 栅zs 咳kh 匙sc 耙pb 扛kg 磅bp 铛dc 吓xh 槛kj 会hk 单dsc 石sd 车cj 查cz 仇cq
翟zd 尉wy 蔚wy 铅qy 番fp 沈sc 茄qj 伽jqg 贾jg 覃qt 种zc 提td 炮pb 识sz 伺cs 尾wy 巷xh 吁xy 合hg 红hg 虹hj
莞gw 浒hx 浚jx 栎ly 荨qx 涌yc 涡wg 峙zs 轧zyg 氏sz 契qx 禅cs 囤td 屯tz 撮cz 咀jz 溃kh 桧gh 夹jg 革gj 蹊qx 栖qx 茜qx
芥jg 龟gjq 柜gj 秘mb 泌mb 疟ny 瀑pb 曝pb 圩xw 幢zc 殖zs 侧cz 脯pf 颈jg 咖kg 埔pb 陂bp 缴jz 祭jz 隗wk 褚cz
"""
USUAL = {entry[0]: tuple(dict.fromkeys(entry[1:])) for entry in _USUAL.split()}


def usual_initials(character: str) -> tuple[str, ...]:
    """Return what the character may begin with by all its usual readings; nothing where it has but one.

    >>> usual_initials("重"), usual_initials("洲")
    (('z', 'c'), ())
    """
    return USUAL.get(character, ())
