-- Uses a code up if the guess is right. Of many who try at once, one finds it.
-- KEYS: the code's MAC by its name under each secret, the current one first, then the phone's wrong guesses (a
-- sorted set by time) by its names alike.
-- ARGV: id of the guess, window in ms, wrong guesses allowed in it, then MAC of the guess under each secret.
-- Answers {'right'|'wrong'|'too-many', ms to wait}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window, max = tonumber(ARGV[2]), tonumber(ARGV[3])
local secrets = #KEYS / 2
local guesses = KEYS[secrets + 1]

for i = 2, secrets do
  adopt(guesses, KEYS[secrets + i])
end
redis.call('ZREMRANGEBYSCORE', guesses, '-inf', now - window)
local wrong = redis.call('ZCARD', guesses)
if wrong >= max then
  local blocking = redis.call('ZRANGE', guesses, wrong - max, wrong - max, 'WITHSCORES')
  return { 'too-many', tonumber(blocking[2]) + window - now }
end

local found = false
for i = 1, secrets do
  local mac = redis.call('GET', KEYS[i])
  if mac and mac == ARGV[3 + i] then
    redis.call('DEL', KEYS[i])
    return { 'right', 0 }
  end
  found = found or mac
end
if not found then
  -- Expired, used, or of another session, phone or purpose: there was nothing to guess.
  return { 'wrong', 0 }
end
redis.call('ZADD', guesses, now, ARGV[1])
redis.call('PEXPIRE', guesses, window)
return { 'wrong', 0 }
