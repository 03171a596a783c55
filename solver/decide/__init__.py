"""What the référente does with a plan: compare, ask why, try, repair, weigh what one more would bring."""
