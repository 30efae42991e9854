"""What people decide: commands of judgement and the review of doubtful decisions."""
