"""Every row of the facts that speak of the course has a test that is named after it."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# A row of FACTS, and how the names of its tests begin: in the core, and in the running bot.
ROWS = {
    **{f"D3 before, {n}": ("d3_before_a_session", f"d3_before_{said}") for n, said in {
        0: "0_to_3", 1: "0_to_3", 2: "0_to_3", 3: "3_hold", 4: "4_level", 5: "5_mob", 6: "6_flare",
        7: "7_and_8", 8: "8_tier_1", 9: "9_tier_1", 10: "10_tier_0"}.items()},
    **{f"D3 during, {n}": ("d3_during", f"d3_during_{said}") for n, said in {
        0: "0_to_2", 1: "0_to_2", 2: "0_to_2", 3: "3_carry", 4: "4_ease", 5: "5_swap", 6: "6_stop",
        7: "7_and_more", 8: "7_and_more", 9: "7_and_more", 10: "7_and_more"}.items()},
    **{f"D3 after, {n}": ("d3_after", f"d3_{said}") for n, said in {
        0: "after_0_and_1", 1: "after_0_and_1", 2: "next_morning", 3: "next_morning",
        4: "after_4", 5: "after_5", 6: "after_6", 7: "after_7", 8: "after_7", 9: "after_7",
        10: "after_7"}.items()},
    "D4 any 7 or more": ("d4", "d4_any_7"),
    "D4 plus 2 over 3 days": ("d4", "d4_plus_2_over_3_days"),
    "D4 plus 3 in 24 hours": ("d4", "d4_plus_3_in_24_hours"),
    "D4 4 after a stretch": ("d4_first_strike", "d4_first_time_swap_and_halve"),
    "D4 next morning 2 above": ("d4_next_morning", "d4_a_reactive_morning"),
    "D4 two reactive mornings": ("d4_two_reactive", "d4_two_reactive_mornings_in_a_week_are"),
    "D4 pain spreads": ("d4_spreading", "d4_pain_that_spreads"),
    "D4 2 less over 14 days": ("d4", "d4_2_points_less"),
    "D4 no change": ("d4_no_change", "d4_no_change_by_week_6"),
    "D4 no change, episode": ("d4_no_change", "d4_no_change_by_day_14"),
    "D4 same area at 5": ("d4_same_area", "d4_same_area_at_5"),
    "D4 silence after 7": ("d4_72_hours", "d4_72_hours_of_silence_after_7_meet"),
    "D4 two days skipped": ("d4_two_skipped", "d4_two_skipped_days_offer_60"),
    "C2 stage 0": ("c2_stage_0", "c2_stage_0_the_flare_routine"),
    "C2 stages 1 and 2": ("c2_what_a_stage_allows", "c2_stages_1_and_2"),
    "C2 stage 3": ("c2_what_a_stage_allows", "c2_stage_3"),
    "C2 stage 4": ("c2_stage_4", "c2_stage_4_holds"),
    "C2 stage 5": ("c2_what_a_stage_allows", "c2_stage_5_one_step"),
    "C2 gates": ("c2_gate", "c2_gates"),
    "C2 drop": ("c2_drop", "c2_a_jump_of_2"),
    "C2 walking": ("c2", "c2_every_stage_says"),
    "C2 exit": ("c2_gate", "c2_exit"),
    "C2 end of week 2": ("d4_little_change", "c2_no_improvement"),
    "D2 1": ("d1_", "d2_1_red_flag"),
    "D2 2": ("d2_2|a_flare_begins", "d2_2_pain_of_7"),
    "D2 2, locked": ("a_flare_begins", "d2_2_a_muscle_that_locks"),
    "D2 2, what it is": ("d2", "d2_2_flare_mode_is"),
    "D2 2, a day, muted": ("a_flare", "d2_2_flare_mode_lasts"),
    "D2 3, asked again": ("d2_3_asked_again", "d2_3_asked_again.*_when_wanted"),
    "D2 3, worse": ("d2_3_better_same_or_worse", "d2_3_worse_or_8"),
    "D2 3, 48 hours": ("d2_3_better_same_or_worse", "d2_3_better_or_same"),
    "D2 3, 1 to 2 weeks": ("d2_3_better_same_or_worse", "d2_3_same_after_1_to_2_weeks"),
    "D2 4": ("d2_4_leaving", "d2_4_leaving_flare_mode"),
    "D2 4, walking": ("d2_4", "d2_4_without_five_minutes"),
    "D2 5, sitting": ("d2_5", "d2_5_sitting"),
    "D2 5, exercise": ("d2_5", "d2_5_exercise"),
    "D2 5, unknown": ("d2_5", "d2_5_unknown"),
    "D2 6, normal": ("d2_6_up_by", "d2_6_up_by_2_in_normal"),
    "D2 6, flare": ("d2_6_up_by", "d2_6_up_by_1_in_flare"),
    "D5 good session": ("d5_good_session_is_nothing_less", "d5_good_session_twice_in_a_row"),
    "D5 step up": ("d5_step_up_after_two", "a_session_in_the_bot_lets"),
    "D5 step up, 3 days": ("d5_why_a_dose_does_not_grow", "d5_hold_until_three_days"),
    "D5 step up, strength": ("d5_strength_counts_good", "d5_strength_counts_two"),
    "D5 step up, one in three": ("d5_one_stretch_in_three", "d5_one_stretch_in_three"),
    "D5 hold": ("d5_hold_on_one_good", "d5_good_session_twice_in_a_row_or_the_dose_is_held"),
    "D5 step down": ("d5_step_down_is_two_steps", "d5_step_down_when_the_move_itself"),
    "D5 step down, morning": ("d5_step_down_on_a_reactive", "d5_step_down_on_a_reactive"),
    "D5 load": ("d5_load_a_level_three", "d5_load_a_level_three"),
    "D5 cap": ("d5_cap_never_more_than_a_tenth", "d5_cap_never_more_than_15_percent"),
    "D5 cap, lighter week": ("d5_cap_lighter", "d5_cap_lighter"),
    "D5 return, 7 and 14 days": ("d5_return_after_a_break", "d5_return_after_a_break"),
    "D5 return, 28 days": ("d5_return_after_a_break", "d5_28_days_off"),
    "D5 sides": ("d5_sides_share_the_lower_dose", "d5_sides_share_the_lower_dose_when"),
    # "Age 65 and more" has no row: no age is asked (README, decisions).
}  # fmt: skip
NAMES = {
    name
    for path in HERE.glob("test_*.py")
    for name in re.findall(r"^def test_(\w+)\(", path.read_text("utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("row", sorted(ROWS))
def test_every_row_has_its_tests(row):
    for begins in ROWS[row]:
        assert any(re.match(begins, name) for name in NAMES), begins
