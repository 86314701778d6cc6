"""The audit: stated figures held against each other, with every figure that a finding rests on."""
