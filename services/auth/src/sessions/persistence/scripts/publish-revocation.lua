-- Marks a session as revoked and publishes it, once: who subscribes gets it from the channel, who was away
-- reads the key on coming back.
-- KEYS: the session's mark. ARGV: id of the user, ms to keep the mark, channel, message.
if redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then
  redis.call('PUBLISH', ARGV[3], ARGV[4])
  return 1
end
return 0
